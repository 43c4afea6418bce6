package dev.retrofuse.instrumentation.jedis;

import java.util.Map;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** One connection, given up when it is broken. */
final class JedisProducer implements StreamClient.Producer {
  private final int port;
  private Jedis jedis;

  JedisProducer(int port) {
    this.port = port;
    jedis = connected();
  }

  private Jedis connected() {
    return new Jedis("127.0.0.1", port, 5_000);
  }

  Jedis jedis() {
    if (jedis == null) {
      jedis = connected();
    }
    return jedis;
  }

  @Override
  public void add(String stream, Map<String, String> fields) {
    try {
      jedis().xadd(stream, StreamEntryID.NEW_ENTRY, fields);
    } catch (JedisConnectionException e) {
      // A refused call leaves the connection as it is.
      if (e.getMessage() == null || !e.getMessage().contains("Retrofuse")) {
        close();
      }
      throw e;
    }
  }

  @Override
  public void close() {
    if (jedis != null) {
      try {
        jedis.disconnect();
      } catch (JedisConnectionException brokenAlready) {
        // Its end.
      }
      jedis = null;
    }
  }
}
