package dev.retrofuse.engine.breaker;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static dev.retrofuse.engine.FakeTicker.SECOND;
import static dev.retrofuse.engine.breaker.CircuitState.CLOSED;
import static dev.retrofuse.engine.breaker.CircuitState.OPEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.FakeTicker;
import dev.retrofuse.rules.Breaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyedBreakerTest {
  private final FakeTicker ticker = new FakeTicker(SECOND);
  private final List<String> opened = new ArrayList<>();
  private CircuitBreaker parent;
  private KeyedBreaker keyed = keyed(Breaker.builder());

  private KeyedBreaker keyed(Breaker.Builder settings) {
    Breaker figures = settings.jitter(0).build();
    parent = new CircuitBreaker(figures, ticker, transition -> opened.add("all"));
    return new KeyedBreaker(
        parent,
        figures,
        ticker,
        (key, transition) -> {
          if (transition.to() == OPEN) {
            opened.add(key);
          }
        });
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

  @ParameterizedTest
  @ValueSource(ints = {45, 50, 60})
  void whileAPartOfTheKeysIsDownTheOthersAreServed(int down) {
    Random random = new Random(down);
    int possible = 0;
    int served = 0;
    int toDead = 0;
    int deadLet = 0;
    for (int i = 0; i < 60_000; i++) {
      int key = random.nextInt(100);
      boolean dead = key < down;
      boolean let = call(key, dead);
      possible += dead ? 0 : 1;
      served += !dead && let ? 1 : 0;
      toDead += dead ? 1 : 0;
      deadLet += dead && let ? 1 : 0;
      ticker.advance(2 * MILLISECOND);
    }
    assertTrue(served >= 0.95 * possible, served + " of " + possible);
    assertTrue(deadLet < 0.25 * toDead, deadLet + " of " + toDead + " to dead keys");
    assertEquals(CLOSED, parent.state());
  }

  @Test
  void allIsRefusedWhenMostKeysAreDown() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000 && parent.state() == CLOSED; i++) {
      call(random.nextInt(20), true);
      ticker.advance(MILLISECOND);
    }
    assertEquals(OPEN, parent.state());
    assertTrue(!call(0, false) && !call(1_000, false));
    assertTrue(parent.refusal().contains("keys in use) are open"), parent.refusal());
  }

  @Test
  void oneKeyAloneNeverOpensAll() {
    for (int i = 0; i < 100; i++) {
      call(7, true);
    }
    assertEquals(List.of("k7"), opened);
    assertEquals(CLOSED, parent.state());
  }

  @Test
  void keysThatWorkHaveNoBreaker() {
    for (int key = 0; key < 100_000; key++) {
      call(key, false);
    }
    keyed.each((name, breaker) -> opened.add(name));
    assertEquals(List.of(), opened);
    assertEquals(100_000, parent.ended());
  }

  @Test
  void aLateKeyIsProtectedAfterAHundredThousandOthers() {
    Random random = new Random(3);
    for (int key = 0; key < 100_000; key++) {
      call(key, random.nextInt(50) == 0);
      ticker.advance(MILLISECOND / 10);
    }
    int let = 0;
    for (int i = 0; i < 1_000; i++) {
      let += call(200_000, true) ? 1 : 0;
    }
    assertTrue(let < 50, "let " + let);
  }

  @Test
  void atMostSoManyBreakersAndTheOthersShareOne() {
    keyed = keyed(Breaker.builder().mostKeys(4));
    for (int i = 0; i < 400; i++) {
      call(i % 20, i % 20 < 10);
    }
    List<String> names = new ArrayList<>();
    keyed.each((name, breaker) -> names.add(name));
    assertEquals(5, names.size(), names.toString());
    assertTrue(names.contains("(other)"));
    assertTrue(call(15, false), "a key that never failed does not share it");
  }

  @Test
  void aKeyThatIsWellAgainGivesItsBreakerToAnother() {
    keyed = keyed(Breaker.builder().mostKeys(1));
    for (int i = 0; i < 3; i++) {
      call(1, true);
    }
    ticker.advance(60 * SECOND);
    call(1, false);
    for (int i = 0; i < 3; i++) {
      call(2, true);
    }
    List<String> names = new ArrayList<>();
    keyed.each((name, breaker) -> names.add(name));
    assertEquals(List.of("k2"), names);
  }

  @Test
  void aHangOfAllKeysIsSeenThoughNoneHasFailed() {
    keyed = keyed(Breaker.builder().slowCallNanos(SECOND));
    int let = 0;
    while (parent.state() == CLOSED && let < 10_000) {
      place(let % 50).acquire(ticker.nanos());
      let++;
      ticker.advance(10 * MILLISECOND);
    }
    assertEquals(OPEN, parent.state());
    assertTrue(let <= 120, "let in " + let);
  }

  @Test
  void anEditOfTheThresholdDoesNotHideAHangOfAllKeys() {
    keyed = keyed(Breaker.builder().slowCallNanos(SECOND));
    int let = 0;
    while (parent.state() == CLOSED && let < 10_000) {
      if (let == 90) {
        keyed.configure(Breaker.builder().slowCallNanos(1_100 * MILLISECOND).build());
      }
      place(let % 50).acquire(ticker.nanos());
      let++;
      ticker.advance(10 * MILLISECOND);
    }
    assertEquals(OPEN, parent.state());
    assertTrue(let <= 140, "let in " + let);
  }

  @Test
  void anEditIsForTheBreakerOfAllOthersToo() {
    keyed = keyed(Breaker.builder().mostKeys(1));
    for (int i = 0; i < 20; i++) {
      call(1, true);
      call(2, true);
    }
    assertEquals(List.of("k1", "(other)"), opened);
    ticker.advance(100 * SECOND);
    for (int i = 0; i < 1_000; i++) {
      call(2, false);
    }
    assertNull(place(2).own());
    keyed.configure(
        Breaker.builder().mostKeys(1).openWaitNanos(SECOND / 2).maxOpenWaitNanos(SECOND).build());
    for (int i = 0; i < 20; i++) {
      call(3, true);
    }
    assertNotNull(place(3).own());
    assertEquals(OPEN, place(3).own().state());
    assertTrue(place(3).own().remainingNanos() <= 1.2 * SECOND);
  }

  @Test
  void noiseGetsNoBreaker() {
    Random random = new Random(21);
    for (int i = 0; i < 200_000; i++) {
      call(random.nextInt(200), random.nextInt(20) == 0);
      ticker.advance(MILLISECOND);
    }
    List<String> names = new ArrayList<>();
    keyed.each((name, breaker) -> names.add(name));
    assertTrue(names.size() < 60, names.size() + " of 200");
    assertEquals(List.of(), opened);
  }

  @Test
  void callsThatBeganBeforeTheirKeyHadABreakerCountInIt() {
    SubBreaker place = place(1);
    long[] permits = new long[20];
    for (int i = 0; i < permits.length; i++) {
      permits[i] = place.acquire(ticker.nanos());
    }
    for (long permit : permits) {
      place.record(permit, true, ticker.nanos());
    }
    assertEquals(List.of("k1"), opened);
    assertTrue(!call(1, false));
  }

  @Test
  void callsThatBeganBeforeTheirKeyHadABreakerDoNotOpenItAgain() {
    SubBreaker place = place(1);
    long[] late = new long[30];
    for (int i = 0; i < late.length; i++) {
      late[i] = place.acquire(ticker.nanos());
    }
    for (int i = 0; i < 20; i++) {
      call(1, true);
    }
    for (int i = 0; i < 200 && place.own().state() != CLOSED; i++) {
      ticker.advance(SECOND);
      call(1, false);
    }
    for (long permit : late) {
      place.record(permit, true, ticker.nanos());
    }

    assertEquals(CLOSED, place.own().state());
    assertEquals(List.of("k1"), opened);
  }

  @Test
  void keysWhoseHashIsTheSameArePlacesOfTheirOwn() {
    assertEquals("Aa".hashCode(), "BB".hashCode());
    SubBreaker one = keyed.add("Aa");
    SubBreaker other = keyed.add("BB");

    assertSame(one, keyed.find("Aa"));
    assertSame(other, keyed.find("BB"));
    assertNotSame(one, other);
  }

  @Test
  void everyCallIsCountedOnce() {
    Random random = new Random(9);
    keyed = keyed(Breaker.builder().mostKeys(8));
    long let = 0;
    for (int i = 0; i < 50_000; i++) {
      let += call(random.nextInt(300), random.nextInt(3) == 0) ? 1 : 0;
      ticker.advance(random.nextInt(10) * MILLISECOND);
    }
    long[] ended = {parent.ended()};
    keyed.each((name, breaker) -> ended[0] += breaker.ended());
    assertEquals(let, ended[0]);
  }

  @Test
  void theRefusingBreakerSaysWhy() {
    for (int i = 0; i < 20; i++) {
      call(7, true);
    }
    SubBreaker place = place(7);
    assertSame(place.own(), place.refusing());
    assertTrue(place.refusing().refusal().startsWith("failure rate 100%"));
  }
}
