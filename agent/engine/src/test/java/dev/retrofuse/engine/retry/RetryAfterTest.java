package dev.retrofuse.engine.retry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
  /** Sun, 06 Nov 1994 08:49:37 GMT. */
  private static final long NOW = 784_111_777_000L;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3|3",
        " 120 |120",
        "0|0",
        "-3|0",
        "3.5|0",
        "soon|0",
        "''|0",
        "Sun, 06 Nov 1994 08:49:40 GMT|3",
        "Sun, 06 Nov 1994 08:49:30 GMT|0",
        "Sun, 06 Nov 1994|0",
        "Mon, 06 Nov 1994 08:49:40 GMT|0",
      })
  void seconds(String header, long seconds) {
    assertEquals(seconds * 1_000_000_000L, RetryAfter.nanos(header, NOW));
  }

  @ParameterizedTest
  @CsvSource({"99999999999", "9999999999999999999999"})
  void forever(String header) {
    assertEquals(Long.MAX_VALUE, RetryAfter.nanos(header, NOW));
  }
}
