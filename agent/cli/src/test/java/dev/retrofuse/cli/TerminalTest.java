package dev.retrofuse.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
  @Test
  void obeysTheEnvironment() {
    assertTrue(Terminal.coloured(Map.of("TERM", "xterm")));
    assertTrue(Terminal.coloured(Map.of("TERM", "xterm", "NO_COLOR", "")));
    assertFalse(Terminal.coloured(Map.of("TERM", "xterm", "NO_COLOR", "1")));
    assertFalse(Terminal.coloured(Map.of("TERM", "dumb")));
    assertFalse(Terminal.coloured(Map.of()));
  }

  @Test
  void seesThatAPipeIsNoTerminal() {
    // The tests' own output goes to the build.
    assertFalse(Terminal.coloured(1));
    assertFalse(Terminal.coloured(2));
  }
}
