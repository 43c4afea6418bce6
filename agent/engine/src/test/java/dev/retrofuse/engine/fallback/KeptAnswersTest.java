package dev.retrofuse.engine.fallback;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.Ticker;
import dev.retrofuse.rules.LastGood;
import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.waist.RetrofuseAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KeptAnswersTest {
  private static final String[] HEADERS = {"Content-Type", "text/plain"};
  private static final int BODY = 1_000;

  /** What one of these takes. */
  private static final int EACH = 256 + 2 * "request 999Content-Typetext/plain".length() + BODY;

  private long now = TimeUnit.HOURS.toNanos(1);
  private final KeptAnswers answers = new KeptAnswers(figures("10m", "16KB"), ticker());
  private final KeptAnswers.OfKey key = answers.new OfKey();

  private Ticker ticker() {
    return new Ticker() {
      @Override
      public long nanos() {
        return now;
      }
    };
  }

  private static LastGood figures(String age, String size) {
    String rules =
        "rules: [{name: x, match: {http: {}}, breaker: {}, fallback: {last-good: {max-age: "
            + age
            + ", max-size: "
            + size
            + "}}}]";
    return RuleFile.parse("x", rules).ruleSet().rules().get(0).fallback().lastGood();
  }

  private void keep(KeptAnswers.OfKey of, String request, int size) {
    of.keep(request, HEADERS, new byte[size], 0);
  }

  @Test
  void givesTheLastOneWithItsAge() {
    key.keep("a", HEADERS, new byte[] {1}, 0);
    key.keep("a", HEADERS, new byte[] {2}, 30);
    now += TimeUnit.SECONDS.toNanos(12);
    RetrofuseAnswer given = key.find("a");
    assertEquals(200, given.status());
    assertArrayEquals(new byte[] {2}, given.bodyFor("GET"));
    assertEquals("42", given.value("Age"));
    assertEquals("1", given.value("Content-Length"));
    assertEquals("text/plain", given.value("Content-Type"));
    assertEquals(1, key.count());
    assertNull(key.find("b"));
  }

  @Test
  void givesNoneThatIsTooOld() {
    key.keep("fresh", HEADERS, new byte[1], 0);
    key.keep("aged", HEADERS, new byte[1], 1_000_000_000);
    now += TimeUnit.MINUTES.toNanos(10);
    assertNotNull(key.find("fresh"));
    assertNull(key.find("aged"));
    now++;
    assertNull(key.find("fresh"));
    answers.configure(figures("11m", "16KB"));
    assertNotNull(key.find("fresh"));
  }

  @Test
  void isBoundedInBytesAndWhatIsUsedStays() {
    keep(key, "used", BODY);
    for (int i = 0; i < 1_000; i++) {
      keep(key, "request " + i, BODY);
      assertNotNull(key.find("used"));
      assertTrue(key.bytes() <= 16 << 10);
    }
    assertEquals((16 << 10) / EACH, key.count());
    assertNotNull(key.find("request 999"));
    assertNull(key.find("request 0"));
    keep(key, "too large for a quarter", 4 << 10);
    assertNull(key.find("too large for a quarter"));
  }

  @Test
  void isBoundedInNumber() {
    answers.configure(figures("10m", "100MB"));
    for (int i = 0; i < KeptAnswers.MOST_ANSWERS + 10; i++) {
      keep(key, "request " + i, 0);
      assertNotNull(key.find("request " + i));
    }
    assertEquals(KeptAnswers.MOST_ANSWERS, key.count());
  }

  @Test
  void keysShareTheRoomAndAreCountedApart() {
    KeptAnswers.OfKey other = answers.new OfKey();
    keep(key, "one", BODY);
    assertEquals(0, other.count() + other.bytes());
    for (int i = 0; i < 20; i++) {
      keep(other, "request " + i, BODY);
    }
    assertEquals(0, key.count() + key.bytes());
    answers.configure(null);
    assertEquals(0, other.count() + other.bytes());
    assertEquals(0, other.most());
    assertNull(other.find("request 19"));
    keep(other, "x", 0);
    assertEquals(0, other.count());
  }

  @Test
  void countsWhatItHoldsHoweverManyKeepAtOnce() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 20_000; i++) {
                  keep(key, "request " + i % 30, i % BODY);
                  key.find("request " + i % 7);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertTrue(key.bytes() <= 16 << 10, "" + key.bytes());
    assertTrue(key.count() > 0, "" + key.count());
    answers.configure(null);
    assertEquals(0, key.count());
    assertEquals(0, key.bytes());
  }
}
