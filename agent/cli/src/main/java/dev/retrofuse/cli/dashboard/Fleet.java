package dev.retrofuse.cli.dashboard;

import dev.retrofuse.cli.attach.Conversation;
import dev.retrofuse.cli.attach.Processes;
import dev.retrofuse.cli.attach.Target;
import java.io.Closeable;
import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;

/** All guarded JVMs of this machine; those that come are found, those that go are kept a while. */
final class Fleet implements Closeable {
  static final int MOST = 50;
  private static final long PATIENCE_SECONDS = 10;

  private final Collection<Long> wanted;
  private final File jar;
  private final CountDownLatch looked = new CountDownLatch(1);
  private volatile String problem;
  private final Map<Long, JvmFeed> feeds = new ConcurrentSkipListMap<>();

  /**
   * @param wanted empty for all
   */
  Fleet(Collection<Long> wanted, File jar) {
    this.wanted = wanted;
    this.jar = jar;
  }

  /** Looks each step until its thread is interrupted. */
  void lookOn() {
    try {
      while (true) {
        try {
          look();
          problem = null;
        } catch (RuntimeException fault) {
          problem = "JVMs could not be looked for: " + fault;
        }
        looked.countDown();
        Thread.sleep(History.STEP_MILLIS);
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks for JVMs that have come or gone, and asks each how it is. */
  void look() {
    Processes processes = Processes.ofThisMachine();
    List<Long> there = new ArrayList<>();
    for (Target jvm : processes.jvms()) {
      there.add(jvm.pid());
      if (isNew(jvm) && feeds.size() < MOST) {
        feeds.put(
            jvm.pid(), JvmFeed.of(new Conversation(processes, jvm.pid(), jar, PATIENCE_SECONDS)));
      } else if (!jvm.hasAgent() && feeds.containsKey(jvm.pid())) {
        feeds.remove(jvm.pid()).close();
      }
    }
    feeds.values().forEach(JvmFeed::look);
    feeds.keySet().removeIf(pid -> !there.contains(pid));
  }

  // What could not be spoken to once is not asked each second: it would be disturbed in vain.
  private boolean isNew(Target jvm) {
    boolean shown = wanted.isEmpty() || wanted.contains(jvm.pid());
    return shown && !feeds.containsKey(jvm.pid()) && jvm.hasAgent();
  }

  /** Those that are shown, once they have been looked for. */
  Collection<Long> pids() throws InterruptedException {
    looked.await();
    return feeds.keySet();
  }

  /** Null where no such JVM is guarded. */
  JvmFeed of(long pid) {
    return feeds.get(pid);
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    List<Object> jvms = new ArrayList<>();
    for (JvmFeed feed : feeds.values()) {
      jvms.add(feed.json());
    }
    json.put("stepMillis", History.STEP_MILLIS);
    json.put("problem", problem);
    json.put("jvms", jvms);
    return json;
  }

  @Override
  public void close() {
    feeds.values().forEach(JvmFeed::close);
    feeds.clear();
  }
}
