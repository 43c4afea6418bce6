package dev.retrofuse.engine.breaker;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static dev.retrofuse.engine.FakeTicker.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.FakeTicker;
import dev.retrofuse.rules.Breaker;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One of ten keys, each with a hundred calls per second, does not answer any more. */
class KeyedHangTest {
  private static final int KEYS = 10;
  private static final int HANGS = 3;
  private static final long TIME_OUT = 30 * SECOND;
  private static final long USUAL = 5 * MILLISECOND;

  private final FakeTicker ticker = new FakeTicker(SECOND);
  private final Random random = new Random(4);
  private final List<String> opened = new ArrayList<>();
  private final PriorityQueue<Call> underWay =
      new PriorityQueue<>((one, other) -> Long.compare(one.ends, other.ends));
  private long slow = SECOND;
  private long period = SECOND / 1_000;
  private int minimumCalls = 10;
  private long openedAt;
  private KeyedBreaker keyed;

  private record Call(SubBreaker place, long permit, long ends) {}

  private void breakers(long slowCallNanos) {
    slow = slowCallNanos;
    Breaker figures =
        Breaker.builder().slowCallNanos(slow).minimumCalls(minimumCalls).jitter(0).build();
    CircuitBreaker parent = new CircuitBreaker(figures, ticker, transition -> opened.add("all"));
    keyed =
        new KeyedBreaker(
            parent,
            figures,
            ticker,
            (key, transition) -> {
              if (transition.to() == CircuitState.OPEN && opened.isEmpty()) {
                openedAt = ticker.nanos();
              }
              opened.add(key + " " + transition.to());
            });
  }

  private void end() {
    while (!underWay.isEmpty() && underWay.peek().ends - ticker.nanos() <= 0) {
      Call ended = underWay.poll();
      ended.place.record(ended.permit, false, ticker.nanos());
    }
  }

  private void begin(int key, long duration) {
    String name = "k" + key;
    SubBreaker known = keyed.find(name);
    SubBreaker place = known == null ? keyed.add(name) : known;
    long permit = place.acquire(ticker.nanos());
    if (permit >= 0) {
      underWay.add(new Call(place, permit, ticker.nanos() + duration));
    }
  }

  /**
   * All keys in turn.
   *
   * @param hanging the share of the calls of one of them that time out
   */
  private void play(long nanos, double hanging) {
    for (long i = 0; i < nanos / period; i++) {
      ticker.advance(period);
      end();
      int key = (int) (i % KEYS);
      begin(key, key == HANGS && random.nextDouble() < hanging ? TIME_OUT : USUAL);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {400, 500, 700, 1_000, 1_070, 1_080, 1_500, 3_000, 10_000})
  void isSeenSoon(long slowMillis) {
    breakers(slowMillis * MILLISECOND);
    play(3 * slow + 7 * MILLISECOND, 0);
    long begun = ticker.nanos();
    play(3 * slow, 1);

    assertEquals("k3 OPEN", opened.get(0));
    double thresholds = (openedAt - begun) / (double) slow;
    double least = Math.max(1.2, 1 + 0.2 * SECOND / slow);
    assertTrue(thresholds <= least, "after " + thresholds + " thresholds");
    assertTrue(opened.stream().allMatch(each -> each.startsWith("k3 ")), opened.toString());
  }

  @Test
  void isSeenWhenThreeOfFiveCallsHang() {
    period = SECOND / 5_000;
    minimumCalls = 30;
    breakers(SECOND);
    play(3 * SECOND, 0);
    long begun = ticker.nanos();
    play(8 * SECOND, 0.6);

    assertEquals("k3 OPEN", opened.get(0));
    assertTrue(openedAt - begun <= 5 * SECOND, "after " + (openedAt - begun));
  }

  @Test
  void aKeyThatIsSlowNowAndThenStaysClosed() {
    breakers(SECOND);
    play(120 * SECOND, 0.1);

    assertEquals(List.of(), opened);
  }

  @Test
  void aPauseOfThisSideOpensNothing() {
    breakers(SECOND);
    play(3 * SECOND, 0);
    SubBreaker place = keyed.find("k" + HANGS);
    long[] permits = new long[30];
    for (int i = 0; i < permits.length; i++) {
      ticker.advance(10 * MILLISECOND);
      permits[i] = place.acquire(ticker.nanos());
    }
    ticker.advance(1_200 * MILLISECOND);
    place.release(place.acquire(ticker.nanos()));
    for (long permit : permits) {
      place.release(permit);
    }
    play(3 * SECOND, 0);

    assertEquals(List.of(), opened);
  }

  @Test
  void anotherThresholdCountsAnew() {
    breakers(SECOND);
    play(3 * SECOND, 0);
    Breaker slower = Breaker.builder().slowCallNanos(4 * SECOND).jitter(0).build();
    keyed.configure(slower);
    play(12 * SECOND, 0);
    long begun = ticker.nanos();
    play(6 * SECOND, 1);

    assertEquals("k3 OPEN", opened.get(0));
    assertTrue(openedAt - begun > 4 * SECOND && openedAt - begun < 5 * SECOND);
  }
}
