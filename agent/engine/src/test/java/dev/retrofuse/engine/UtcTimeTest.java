package dev.retrofuse.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class UtcTimeTest {
  @Test
  void saysWhatTheJdkSays() {
    long sevenHoursAndABit = 25_234_567L;
    for (long millis = 0; millis < 4_102_444_800_000L; millis += 977 * sevenHoursAndABit / 100) {
      String expected = Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
      assertEquals(expected, UtcTime.text(millis));
    }
    assertEquals("1969-12-31T23:59:59Z", UtcTime.text(-1));
    assertEquals("2000-02-29T23:59:59Z", UtcTime.text(951_868_799_999L));
    assertEquals("2100-03-01T00:00:00Z", UtcTime.text(4_107_542_400_000L));
  }

  @Test
  void saysMilliseconds() {
    assertEquals("1970-01-01T00:00:00.000Z", UtcTime.exact(0));
    assertEquals("1969-12-31T23:59:59.999Z", UtcTime.exact(-1));
    assertEquals("2026-01-31T12:00:00.023Z", UtcTime.exact(1_769_860_800_023L));
  }
}
