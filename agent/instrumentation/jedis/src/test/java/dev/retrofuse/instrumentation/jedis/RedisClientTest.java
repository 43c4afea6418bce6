package dev.retrofuse.instrumentation.jedis;

import java.util.Map;
import redis.clients.jedis.StreamEntryID;

/** The same with the client that takes connections from a pool, which is only in late versions. */
class RedisClientTest extends JedisTest {
  @Override
  StreamClient.Producer producer(int port) throws Exception {
    AutoCloseable client =
        (AutoCloseable)
            Class.forName("redis.clients.jedis.RedisClient")
                .getMethod("create", String.class, int.class)
                .invoke(null, "127.0.0.1", port);
    return new StreamClient.Producer() {
      @Override
      public void add(String stream, Map<String, String> fields) throws Exception {
        Streams.call(client, "xadd", stream, StreamEntryID.NEW_ENTRY, fields);
      }

      @Override
      public void close() {
        try {
          client.close();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }
}
