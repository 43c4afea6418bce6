package dev.retrofuse.peers.failure;

import dev.failsafe.FailsafeExecutor;
import dev.failsafe.Timeout;
import dev.failsafe.TimeoutExceededException;
import dev.retrofuse.peers.Await;
import dev.retrofuse.peers.Failsafe;
import dev.retrofuse.peers.FailureMode;
import dev.retrofuse.peers.Figure;
import dev.retrofuse.peers.Row;
import dev.retrofuse.peers.RuleEngine;
import dev.retrofuse.peers.VirtualClock;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseRequest;
import dev.retrofuse.waist.RetrofuseThread;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A time-out is longer than that of whoever waits: calls are made for a caller who has gone. */
public final class F17WorkForNobody implements FailureMode {
  private static final int CALLS = 10;
  private static final String HAPPENS =
      "A gives B 50 ms, B gives each of 10 calls to C 30 s, the first takes 60 ms: begun after A"
          + " has gone";

  @Override
  public String title() {
    return "A time-out longer than the caller's";
  }

  @Override
  public List<Row> play() {
    return List.of(new Row(Failsafe.NAME, HAPPENS, failsafe(), retrofuse()));
  }

  private static Figure begunInVain(int begun) {
    return new Figure(begun, "of 9 calls");
  }

  /** B has threads of its own, as across a network. */
  private static Figure failsafe() {
    FailsafeExecutor<Object> inA = dev.failsafe.Failsafe.with(timeOut(50));
    FailsafeExecutor<Object> inB = dev.failsafe.Failsafe.with(timeOut(30_000));
    CountDownLatch gone = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    Runnable b =
        () -> {
          inB.run(() -> gone.await());
          for (int i = 1; i < CALLS; i++) {
            inB.run(() -> begun.incrementAndGet());
          }
        };
    ExecutorService threadsOfB = Executors.newSingleThreadExecutor();
    try {
      inA.run(() -> threadsOfB.submit(b).get());
      throw new IllegalStateException("A waits on");
    } catch (TimeoutExceededException given) {
      gone.countDown();
    }
    threadsOfB.shutdown();
    Await.until("B is done", threadsOfB::isTerminated);
    return begunInVain(begun.get());
  }

  private static Timeout<Object> timeOut(long millis) {
    return Timeout.builder(Duration.ofMillis(millis)).withInterrupt().build();
  }

  /** What A gives comes to B in a header, as woven code reads it. */
  private static Figure retrofuse() {
    VirtualClock clock = new VirtualClock();
    String file =
        "{deadline: {headers: x-left}, rules: [{name: c, match: {http: {path: /**}},"
            + " time-out: {call: 30s}}]}";
    try (RuleEngine engine = new RuleEngine(RuleEngine.file(file), clock::getAsLong)) {
      RetrofuseRequest.begin(new String[] {"50"});
      RetrofuseGuard toC = engine.guard("c");
      long first = RuleEngine.begin(toC);
      clock.advance(Duration.ofMillis(60));
      toC.end(first, 200, null);
      int begun = 0;
      for (int i = 1; i < CALLS; i++) {
        begun += RuleEngine.call(toC, 200) ? 1 : 0;
      }
      return begunInVain(begun);
    } finally {
      RetrofuseThread.current().deadline = 0;
    }
  }
}
