package dev.retrofuse.engine.timeout;

import static dev.retrofuse.engine.FakeTicker.MILLISECOND;
import static dev.retrofuse.engine.FakeTicker.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retrofuse.engine.FakeTicker;
import dev.retrofuse.rules.Deadline;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private static final List<String> HEADERS = List.of("grpc-timeout", "x-ms");

  private final FakeTicker ticker = new FakeTicker();

  private Deadlines deadlines(long defaultNanos, String forward) {
    return new Deadlines(new Deadline(HEADERS, defaultNanos, forward), ticker);
  }

  /** Nanoseconds from now; -1 for no deadline. */
  private long left(String grpc, String millis) {
    long until = deadlines(0, null).until(new String[] {grpc, millis});
    return until == 0 ? -1 : until - ticker.nanos();
  }

  @Test
  void readsWhatGrpcWrites() {
    assertEquals(100 * MILLISECOND, left("100m", null));
    assertEquals(5 * SECOND, left("5S", null));
    assertEquals(120 * SECOND, left("2M", null));
    assertEquals(3_600 * SECOND, left("1H", null));
    assertEquals(7_000, left("7u", null));
    assertEquals(99_999_999, left("99999999n", null));
    assertEquals(0, left("0m", null));
  }

  @Test
  void readsMillisecondsAndTheShortestCounts() {
    assertEquals(250 * MILLISECOND, left(null, " 250 "));
    assertEquals(100 * MILLISECOND, left("100m", "250"));
    assertEquals(250 * MILLISECOND, left("1S", "250"));
  }

  @Test
  void whatMakesNoSenseIsNoDeadline() {
    for (String grpc : new String[] {"", "m", "100", "1.5S", "-1S", "123456789m", "1x", "１m"}) {
      assertEquals(-1, left(grpc, null), grpc);
    }
    for (String millis :
        new String[] {"", "0", "-5", "abc", "1e3", "99999999999999999999", "5ms"}) {
      assertEquals(-1, left(null, millis), millis);
    }
    assertEquals(-1, left(null, null));
  }

  @Test
  void aDefaultIsForThoseThatSayNothing() {
    Deadlines deadlines = deadlines(SECOND, null);
    assertEquals(SECOND, deadlines.until(new String[] {null, "x"}) - ticker.nanos());
    assertEquals(2 * SECOND, deadlines.until(new String[] {"2S", null}) - ticker.nanos());
  }

  @Test
  void aDeadlineIsNeverZero() {
    Deadlines deadlines = new Deadlines(new Deadline(HEADERS, 0, null), () -> -SECOND);
    assertEquals(1, deadlines.until(new String[] {"1S", null}));
  }

  @Test
  void writesWhatIsLeftInTheFormOfTheHeader() {
    long until = ticker.nanos() + 1_500 * MILLISECOND;
    assertEquals("1500", deadlines(0, "x-ms").left(until));
    assertEquals("1500m", deadlines(0, "grpc-timeout").left(until));
    ticker.advance(2 * SECOND);
    assertEquals("1", deadlines(0, "x-ms").left(until));
    assertEquals("99999999m", deadlines(0, "grpc-timeout").left(until + 1_000_000 * SECOND));
  }
}
