package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.AnyBreaker;
import dev.retrofuse.peers.Await;
import dev.retrofuse.peers.FailureMode;
import dev.retrofuse.peers.Figure;
import dev.retrofuse.peers.Resilience4j;
import dev.retrofuse.peers.Retrofuse;
import dev.retrofuse.peers.Row;
import dev.retrofuse.rules.Breaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * A thread loses its core while it counts a call; whether the others can count theirs. It is halted
 * where it reads the clock: there resilience4j holds its lock, while Retrofuse has not begun to
 * count. That one halted while it counts stops nobody either, its engine's {@code
 * WindowLinearizabilityTest} holds.
 */
public final class F14ContentionInTheWindow implements FailureMode {
  private static final int THREADS = 4;
  private static final int CALLS = 100;
  private static final String HAPPENS =
      "a thread loses its core while it counts a call: calls of 4 others that end meanwhile";

  @Override
  public String title() {
    return "Threads wait for the window";
  }

  @Override
  public List<Row> play() {
    HeldClock there = new HeldClock();
    HeldClock here = new HeldClock();
    Resilience4j theirs =
        Resilience4j.of(
            CircuitBreakerConfig.custom()
                .slidingWindow(10, 100, SlidingWindowType.TIME_BASED)
                .clock(there));
    Retrofuse ours = new Retrofuse(Breaker.builder().build(), here);
    return List.of(
        new Row(
            Resilience4j.NAME + ", time window",
            HAPPENS,
            endedMeanwhile(theirs, there),
            endedMeanwhile(ours, here)));
  }

  private static Figure endedMeanwhile(AnyBreaker breaker, HeldClock clock) {
    breaker.calls(CALLS, false); // so that no thread waits for classes below
    long permit = breaker.acquire();
    Thread held = new Thread(() -> breaker.end(permit, false), "held");
    clock.holdNext();
    held.start();
    Await.until("it is held", clock::holds);
    AtomicInteger ended = new AtomicInteger();
    List<Thread> others = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      others.add(new Thread(() -> count(breaker, ended), "other-" + i));
    }
    others.forEach(Thread::start);
    for (Thread other : others) {
      Await.until("it is done, or waits", () -> !other.isAlive() || waits(other, held));
    }
    Figure figure = new Figure(ended.get(), "of 400 calls");
    clock.letGo();
    Await.ended(others);
    Await.ended(List.of(held));
    return figure;
  }

  private static void count(AnyBreaker breaker, AtomicInteger ended) {
    for (int i = 0; i < CALLS; i++) {
      breaker.call(false);
      ended.incrementAndGet();
    }
  }

  private static boolean waits(Thread other, Thread held) {
    ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(other.getId());
    return info != null && info.getLockOwnerId() == held.getId();
  }

  /** The machine's time, in which one reading can be made to last. */
  private static final class HeldClock extends Clock implements LongSupplier {
    private final AtomicBoolean holdsNext = new AtomicBoolean();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    void holdNext() {
      holdsNext.set(true);
    }

    boolean holds() {
      return reached.getCount() == 0;
    }

    void letGo() {
      released.countDown();
    }

    private void read() {
      if (holdsNext.compareAndSet(true, false)) {
        reached.countDown();
        Await.until("it may go on", () -> released.getCount() == 0);
      }
    }

    @Override
    public long getAsLong() {
      read();
      return System.nanoTime();
    }

    @Override
    public Instant instant() {
      read();
      return Instant.now();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
