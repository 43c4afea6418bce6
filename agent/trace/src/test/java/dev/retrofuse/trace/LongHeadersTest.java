package dev.retrofuse.trace;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a header costs grows with its length at most, and no more beyond what is looked at. By the
 * thread's own time, of texts that would show a search from each place.
 */
class LongHeadersTest {
  private static final int SHORT = 8_192;
  private static final int LONGEST = 65_536;
  private static final int FAR_TOO_LONG = 4_194_304;

  /** Eight times the length is eight times the work, and 64 times where it grows by the square. */
  private static final int MOST_TIMES = 24;

  private static final int ROUNDS = 60;

  private final Rules rules =
      new Rules(
          "mode: join, read: [w3c, b3, jaeger, xray], baggage: [a],"
              + " write: [w3c, b3, b3-multi, jaeger, xray]");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a", "0", " ", "\t", ",", ";", "=", "-", ":", "%3A", "a=,", "a=b;", "k=v, ", "a=1;"
      })
  void timeGrowsWithLengthAtMost(String part) {
    long few = nanos(part, SHORT, 1);
    assertTrue(nanos(part, LONGEST, 1) < MOST_TIMES * few, () -> "longer: " + part);
    assertTrue(nanos(part, FAR_TOO_LONG, 1) < MOST_TIMES * few, () -> "too long: " + part);
  }

  @ParameterizedTest
  @ValueSource(strings = {"k=v,", " ", "a=b;"})
  void soItDoesForManyFields(String part) {
    long few = nanos(part, 512, 16);
    assertTrue(nanos(part, 512, 8 * 16) < MOST_TIMES * few, () -> "more: " + part);
    assertTrue(nanos(part, 512, 4_096) < MOST_TIMES * few, () -> "far too many: " + part);
  }

  /** The least that one reading and writing of all headers took. */
  private long nanos(String part, int length, int fields) {
    String value = part.repeat(length / part.length());
    Object[] values = rules.hook.fields().clone();
    List<String> several = Collections.nCopies(fields, value);
    Arrays.fill(values, fields == 1 ? value : several);
    long least = Long.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      rules.out(rules.hook.extract(values));
      least =
          Math.min(least, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before);
    }
    return Math.max(least, 20_000); // below that the clock's own steps count
  }
}
