package com.example.relay;

import io.lettuce.core.RedisClient;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntry;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XReadParams;

/** Streams of Redis, read one entry at a time. They are dropped when this JVM ends by itself. */
final class Redis {
  private static final String FIELD = "text";
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int WAIT_MILLIS = 1_000;

  private Redis() {}

  static Loop jedis(Loop loop) {
    String name = "jedis-" + Messages.NAME;
    Jedis sending = connection();
    Jedis receiving = connection();
    XReadParams one = XReadParams.xReadParams().count(1).block(WAIT_MILLIS);
    StreamEntryID[] last = {new StreamEntryID()};
    Relay.daemon(
        () -> {
          List<Map.Entry<String, List<StreamEntry>>> read =
              receiving.xread(one, Collections.singletonMap(name, last[0]));
          if (read != null) {
            StreamEntry entry = read.get(0).getValue().get(0);
            last[0] = entry.getID();
            loop.arrived(entry.getFields().get(FIELD));
          }
        });
    dropAtEnd(name);
    return loop.by(text -> sending.xadd(name, StreamEntryID.NEW_ENTRY, Map.of(FIELD, text)));
  }

  @SuppressWarnings("unchecked") // an array of one StreamOffset
  static Loop lettuce(Loop loop) {
    String name = "lettuce-" + Messages.NAME;
    RedisClient client = RedisClient.create("redis://127.0.0.1");
    RedisCommands<String, String> sending = client.connect().sync();
    RedisCommands<String, String> receiving = client.connect().sync();
    XReadArgs one = XReadArgs.Builder.count(1).block(WAIT_MILLIS);
    String[] last = {"0"};
    Relay.daemon(
        () -> {
          List<StreamMessage<String, String>> read =
              receiving.xread(one, StreamOffset.from(name, last[0]));
          if (!read.isEmpty()) {
            last[0] = read.get(0).getId();
            loop.arrived(read.get(0).getBody().get(FIELD));
          }
        });
    dropAtEnd(name);
    return loop.by(text -> sending.xadd(name, Map.of(FIELD, text)));
  }

  private static Jedis connection() {
    return new Jedis("127.0.0.1", 6379, PATIENCE_MILLIS);
  }

  private static void dropAtEnd(String name) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try (Jedis redis = connection()) {
                    redis.del(name);
                  }
                }));
  }
}
