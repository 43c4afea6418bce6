package dev.retrofuse.instrumentation.jedis;

import java.util.Map;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** One connection, made anew when it is broken and the server answers. */
final class JedisProducer implements StreamClient.Producer {
  private final int port;
  private Jedis jedis;
  private boolean broken;

  JedisProducer(int port) {
    this.port = port;
    jedis = connected();
  }

  private Jedis connected() {
    return new Jedis("127.0.0.1", port, 5_000);
  }

  private void mend() {
    try {
      Jedis next = connected();
      close();
      jedis = next;
      broken = false;
    } catch (JedisConnectionException notYet) {
      // Late versions connect at once; the broken one says so as well, in a call that counts.
    }
  }

  @Override
  public void add(String stream, Map<String, String> fields) {
    if (broken) {
      mend();
    }
    try {
      jedis.xadd(stream, StreamEntryID.NEW_ENTRY, fields);
    } catch (JedisConnectionException e) {
      // A refused call leaves the connection as it is.
      broken |= e.getMessage() == null || !e.getMessage().contains("Retrofuse");
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      jedis.disconnect();
    } catch (JedisConnectionException brokenAlready) {
      // Its end.
    }
  }
}
