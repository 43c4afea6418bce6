package com.example.mesh;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntry;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XReadParams;

/** The mesh's stream of Redis. */
final class Stream {
  static final String ORDER = "order";

  private static final int PATIENCE_MILLIS = 30_000;
  private static final int WAIT_MILLIS = 1_000;

  private Stream() {}

  static Jedis connection() {
    return new Jedis("127.0.0.1", 6379, PATIENCE_MILLIS);
  }

  static void add(Jedis redis, String order) {
    redis.xadd(Settings.NAME, StreamEntryID.NEW_ENTRY, Collections.singletonMap(ORDER, order));
  }

  static void drop() {
    try (Jedis redis = connection()) {
      redis.del(Settings.NAME);
    }
  }

  /** All entries, read one by one on a thread of its own. */
  static void follow(Consumer<StreamEntry> to) {
    new Thread(() -> poll(to), "stream").start();
  }

  private static void poll(Consumer<StreamEntry> to) {
    StreamEntryID last = new StreamEntryID();
    XReadParams one = XReadParams.xReadParams().count(1).block(WAIT_MILLIS);
    try (Jedis redis = connection()) {
      while (true) {
        List<Map.Entry<String, List<StreamEntry>>> read =
            redis.xread(one, Collections.singletonMap(Settings.NAME, last));
        if (read != null) {
          StreamEntry entry = read.get(0).getValue().get(0);
          to.accept(entry);
          last = entry.getID();
        }
      }
    }
  }
}
