package dev.retrofuse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final String ERASED = "\r\u001b[K";

  private final CountDownLatch shown = new CountDownLatch(2);
  private final StringWriter seen =
      new StringWriter() {
        @Override
        public void flush() {
          shown.countDown();
        }
      };
  private final PrintWriter out = new PrintWriter(seen);

  @Test
  void isShownAndTakenAway() throws Exception {
    assertTrue(Progress.during(() -> shown.await(30, TimeUnit.SECONDS), out, "waiting\n", 5));
    assertTrue(seen.toString().startsWith(ERASED + "waiting? ... 0 s" + ERASED + "waiting?"));
    assertTrue(seen.toString().endsWith(" s" + ERASED), seen::toString);
  }

  @Test
  void whatIsQuickShowsNothing() throws Exception {
    assertEquals(7, Progress.during(() -> 7, out, "waiting", 60_000));
    assertEquals("", seen.toString());
  }

  @Test
  void aFailureIsHandedOn() {
    assertThrows(IOException.class, () -> Progress.during(ProgressTest::fail, out, "waiting", 0));
    assertEquals("", seen.toString());
  }

  private static int fail() throws IOException {
    throw new IOException("no");
  }
}
