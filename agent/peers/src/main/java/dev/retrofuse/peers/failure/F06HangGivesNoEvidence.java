package dev.retrofuse.peers.failure;

import dev.retrofuse.peers.AnyBreaker;
import dev.retrofuse.peers.Failsafe;
import dev.retrofuse.peers.FailureMode;
import dev.retrofuse.peers.Figure;
import dev.retrofuse.peers.Resilience4j;
import dev.retrofuse.peers.Retrofuse;
import dev.retrofuse.peers.Row;
import dev.retrofuse.peers.VirtualClock;
import dev.retrofuse.rules.Breaker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Calls hang until their time-out; whoever judges calls when they end learns of it last. */
public final class F06HangGivesNoEvidence implements FailureMode {
  private static final Duration BETWEEN_CALLS = Duration.ofMillis(10);
  private static final double TIME_OUT_SECONDS = 30;
  private static final String OPENS = "100 calls/s hang, time-out 30 s: first refusal after";
  private static final String LET_IN = "the same: threads held by then";

  @Override
  public String title() {
    return "A hang gives no evidence";
  }

  @Override
  public List<Row> play() {
    VirtualClock clock = new VirtualClock();
    Breaker.Builder settings = Breaker.builder().slowCallNanos(Duration.ofSeconds(1).toNanos());
    Hang ours = hang(new Retrofuse(settings.build(), clock), clock);
    VirtualClock other = new VirtualClock();
    Hang resilience4j = hang(Resilience4j.count(100, 50, other), other);
    Hang failsafe = hang(Failsafe.count(50, 100, Duration.ofMinutes(1)), new VirtualClock());
    List<Row> rows = new ArrayList<>();
    addTo(rows, Resilience4j.NAME, resilience4j, ours);
    addTo(rows, Failsafe.NAME, failsafe, ours);
    return rows;
  }

  private static void addTo(List<Row> rows, String library, Hang there, Hang here) {
    rows.add(new Row(library, OPENS, there.seen(), here.seen()));
    rows.add(new Row(library, LET_IN, there.held(), here.held()));
  }

  record Hang(Figure seen, Figure held) {}

  /** One call each 10 ms, each fails after 30 s, until one is refused. */
  static Hang hang(AnyBreaker breaker, VirtualClock clock) {
    Queue<Call> underWay = new ArrayDeque<>();
    double start = clock.seconds();
    for (; ; ) {
      while (!underWay.isEmpty() && underWay.peek().until <= clock.seconds()) {
        breaker.end(underWay.remove().permit, true);
      }
      long permit = breaker.acquire();
      if (permit < 0) {
        Figure seen = new Figure(clock.seconds() - start, "s");
        return new Hang(seen, new Figure(underWay.size(), "threads"));
      }
      underWay.add(new Call(permit, clock.seconds() + TIME_OUT_SECONDS));
      clock.advance(BETWEEN_CALLS);
    }
  }

  private record Call(long permit, double until) {}
}
