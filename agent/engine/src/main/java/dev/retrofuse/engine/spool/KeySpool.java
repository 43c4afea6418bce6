package dev.retrofuse.engine.spool;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The messages of one key on disk. Those for each target are in a log of their own, so that they
 * need not wait for another target's.
 */
public final class KeySpool {
  /** When there are so many, further targets share one. */
  static final int MOST_LOGS = 16;

  /** Whose log has all that was not told apart by targets. */
  private static final String ANY = "";

  private final String key;
  private final RuleSpool spool;
  private final AtomicLong messages = new AtomicLong();
  private final ConcurrentHashMap<String, SpoolLog> logs = new ConcurrentHashMap<>();

  KeySpool(String key, RuleSpool spool) {
    this.key = key;
    this.spool = spool;
  }

  /** Which destination, or what the rule calls all of them. */
  public String key() {
    return key;
  }

  /** Whether a message that is sent now might overtake one of these. */
  public boolean holds() {
    return messages.get() > 0;
  }

  /** In all of the logs. */
  AtomicLong messages() {
    return messages;
  }

  /** The log of what is for that target; the same one for as long as this is there. */
  public SpoolLog to(String target) {
    SpoolLog known = logs.get(target);
    return known != null ? known : spool.add(this, logs.size() < MOST_LOGS ? target : ANY);
  }

  /** The log whose messages are for various targets; null when there is none. */
  public SpoolLog shared() {
    return logs.get(ANY);
  }

  /** Those of each target, and the shared one. */
  public Collection<SpoolLog> logs() {
    List<SpoolLog> all = new ArrayList<>(logs.values());
    return all;
  }

  SpoolLog known(String target) {
    return logs.get(target);
  }

  void add(String target, SpoolLog log) {
    logs.put(target, log);
  }

  /** A message that should have been kept was not. */
  public void missed(String why) {
    spool.missed(why);
  }

  void open() throws IOException {
    for (SpoolLog log : logs.values()) {
      log.open();
    }
  }

  void close() {
    for (SpoolLog log : logs.values()) {
      log.close();
    }
  }

  /** What they hold now. */
  public SpoolStatus status() {
    long bytes = 0;
    long oldest = 0;
    for (SpoolLog log : logs.values()) {
      bytes += log.bytes();
      oldest = Math.max(oldest, log.oldestMillis());
    }
    return new SpoolStatus(messages.get(), bytes, oldest, spool.notKept(), spool.setAside());
  }
}
