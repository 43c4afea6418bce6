package dev.retrofuse.cli.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class KeysTest {
  private static final long PATIENCE = 10_000;

  private static Keys keys(String text) {
    return new Keys(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void tellsCharactersAndArrows() throws Exception {
    Keys keys = keys("j\u001b[A\u001b[B\u001bOA\u001b[5~\u001b[1;5Ck\u001b");
    assertEquals('j', keys.next(PATIENCE).character());
    assertSame(Key.UP, keys.next(PATIENCE));
    assertSame(Key.DOWN, keys.next(PATIENCE));
    assertSame(Key.UP, keys.next(PATIENCE));
    assertSame(Key.OTHER, keys.next(PATIENCE));
    assertSame(Key.OTHER, keys.next(PATIENCE));
    assertEquals('k', keys.next(PATIENCE).character());
    assertSame(Key.OTHER, keys.next(PATIENCE));
  }

  @Test
  void theEndOfTheTerminalIsTheEnd() throws Exception {
    assertEquals('q', keys("").next(PATIENCE).character());
  }
}
