package dev.retrofuse.engine.breaker;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static dev.retrofuse.engine.FakeTicker.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.FakeTicker;
import dev.retrofuse.rules.Breaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** More keys than places, and more keys in trouble than breakers: who fails late is refused too. */
class KeyedBreakerOverflowTest {
  private static final int LATE = 1_000_000;

  private final FakeTicker ticker = new FakeTicker(SECOND);
  private final Random random = new Random(17);
  private KeyedBreaker keyed;

  private void breakers(int most) {
    Breaker figures = Breaker.builder().mostKeys(most).jitter(0).build();
    CircuitBreaker parent = new CircuitBreaker(figures, ticker, transition -> {});
    keyed = new KeyedBreaker(parent, figures, ticker, (key, transition) -> {});
  }

  private SubBreaker place(int key) {
    SubBreaker known = keyed.find(key);
    return known != null ? known : keyed.add(key, "k" + key);
  }

  /** Whether the call was let through. */
  private boolean call(int key, boolean failed) {
    SubBreaker place = place(key);
    long permit = place.acquire(ticker.nanos());
    if (permit >= 0) {
      place.record(permit, failed, ticker.nanos());
    }
    return permit >= 0;
  }

  /** Calls of that many keys, which fail with that probability. */
  private int calls(int count, int keys, double failing) {
    int let = 0;
    for (int i = 0; i < count; i++) {
      ticker.advance(MILLISECOND / 100);
      let += call(random.nextInt(keys), random.nextDouble() < failing) ? 1 : 0;
    }
    return let;
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    keyed.each((name, breaker) -> names.add(name));
    return names;
  }

  @Test
  void aKeyThatFailsFindsAPlaceAmongTwoThousandBusierOnes() {
    breakers(64);
    int late = 0;
    int others = 0;
    for (int i = 0; i < 200; i++) {
      others += calls(20_000, 2_000, 0);
      late += call(LATE, true) ? 1 : 0;
    }

    assertTrue(late < 60, "let " + late + " of 200");
    assertTrue(others > 3_990_000, "let " + others + " of 4,000,000 of the others");
  }

  @Test
  void aKeyWithALittleNoiseGivesItsBreakerToOneThatFails() {
    breakers(4);
    for (int i = 0; i < 12; i++) {
      call(i % 4, true);
    }
    calls(20_000, 4, 0.05);
    assertEquals(4, names().size());
    calls(100, 4, 0);
    for (int i = 0; i < 20; i++) {
      call(LATE, true);
    }

    assertTrue(names().contains("k" + LATE), names().toString());
    assertTrue(!call(LATE, true));
  }

  @Test
  void keysThatAreWellAgainLeaveTheBreakerOfTheOthers() {
    breakers(4);
    for (int i = 0; i < 40; i++) {
      call(i % 4, true);
    }
    for (int i = 0; i < 12; i++) {
      call(4 + i % 4, true);
    }
    assertTrue(names().contains("(other)"), names().toString());
    int let = 0;
    for (int i = 0; i < 400; i++) {
      for (int key = 0; key < 4; key++) {
        call(key, true);
        call(4 + key, random.nextInt(50) == 0);
      }
      let += call(LATE, true) ? 1 : 0;
      ticker.advance(MILLISECOND);
    }

    assertTrue(let < 60, "let " + let + " of 400");
    assertTrue(call(5, false), "a key that is well is not refused with the others");
  }

  @Test
  void aPlaceThatOthersHaveTakenOverGetsNoBreaker() {
    breakers(1);
    SubBreaker place = place(0);
    long[] permits = new long[20];
    for (int i = 0; i < permits.length; i++) {
      permits[i] = place.acquire(ticker.nanos());
    }
    ticker.advance(60 * SECOND);
    for (int key = 1; key < 20_000; key++) {
      call(key, false);
    }
    ticker.advance(60 * SECOND);
    for (long permit : permits) {
      place.record(permit, true, ticker.nanos());
    }
    for (int i = 0; i < 20; i++) {
      call(LATE, true);
    }

    assertEquals(List.of("k" + LATE), names());
  }

  @Test
  void keysThatFailedAndVanishedLeaveTheirBreakersToOthers() {
    breakers(2);
    fail(1);
    fail(2);
    ticker.advance(24 * 3_600 * SECOND);
    fail(LATE);

    assertEquals(2, names().size(), names().toString());
    assertTrue(names().contains("k" + LATE), names().toString());
  }

  @Test
  void aBreakerThatAnOperatorForcesIsKept() {
    breakers(1);
    fail(1);
    place(1)
        .own()
        .force(new Force(CircuitState.CLOSED, 48 * 3_600 * SECOND, "an operator", 0, "a test"));
    ticker.advance(24 * 3_600 * SECOND);
    fail(2);

    assertEquals(List.of("k1", "(other)"), names());
  }

  @Test
  void keysThatFailedAndVanishedLeaveTheirPlacesToOthers() {
    breakers(2);
    for (int key = 0; key < 10_000; key++) {
      fail(key);
    }
    ticker.advance(24 * 3_600 * SECOND);
    for (int key = 10_000; key < 10_100; key++) {
      assertEquals("k" + key, place(key).name());
    }
    fail(10_000);

    assertTrue(names().contains("k10000"), names().toString());
  }

  private void fail(int key) {
    for (int i = 0; i < 20; i++) {
      call(key, true);
    }
  }
}
