package dev.retrofuse.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LogLineTest {
  @Test
  void isOneLineWithTimeAndName() {
    String line = AgentEvent.now("a\nb").toString();
    assertTrue(
        line.matches("\\[retrofuse] \\d{4}-\\d\\d-\\d\\dT[0-9:]{8}\\.\\d{3}Z a\\\\nb"), line);
  }

  @Test
  void writesNothingThatATerminalObeys() {
    assertEquals(
        "\\r\\t\\u001b[31m\\u009b\\u2028\\u202e é 漢",
        LogLine.clean("\r\t\u001b[31m\u009b\u2028\u202e é 漢"));
  }

  @Test
  void isBounded() {
    String clean = LogLine.clean("x".repeat(1_000_000));
    assertEquals("x".repeat(2_000) + "... (998000 more)", clean);
    assertEquals("x".repeat(2_000), LogLine.clean("x".repeat(2_000)));
  }

  @Test
  void cutsNoUrlInTwo() {
    // Every place where the cut may fall in the URL.
    for (int before = 1_940; before < 2_000; before++) {
      String text = "x".repeat(before) + " http://scott:tiger@host/path and more".repeat(3);
      String clean = LogLine.clean(text);
      assertFalse(clean.contains("tig") || clean.contains("scott"), clean);
      assertTrue(clean.endsWith(" more)"), clean);
    }
  }
}
