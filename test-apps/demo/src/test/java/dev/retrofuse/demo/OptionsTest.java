package dev.retrofuse.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void colourIsAskedFor() {
    assertTrue(Options.parse(new String[] {"--root", "/x", "--colour"}).colour());
    assertEquals(Path.of("/x"), Options.parse(new String[] {"--root", "/x"}).root());
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertEquals("unknown argument: --fast", refusal("--fast"));
    assertEquals("--root needs a value", refusal("--root"));
    assertEquals("no Java in /nowhere", refusal("--service-java", "/nowhere"));
  }

  private static String refusal(String... args) {
    return assertThrows(IllegalArgumentException.class, () -> Options.parse(args)).getMessage();
  }
}
