package dev.retrofuse.engine.key;

import java.util.concurrent.ThreadLocalRandom;

/**
 * A hash of 64 bits, of characters as they come. It is another one in each JVM, so that who sends
 * keys cannot make two of them that collide.
 */
final class Hash {
  /** Of no characters yet. */
  static final long EMPTY = ThreadLocalRandom.current().nextLong();

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Hash() {}

  /** With one character more. */
  static long with(long hash, char next) {
    long mixed = (hash ^ next) * GOLDEN;
    return mixed ^ (mixed >>> 32);
  }

  /** With more characters of a text. */
  static long with(long hash, String text, int start, int end) {
    long mixed = hash;
    for (int i = start; i < end; i++) {
      mixed = with(mixed, text.charAt(i));
    }
    return mixed;
  }
}
