package dev.retrofuse.cli.screen;

/** A key that was pressed: a character, or one of the keys that have a name. Immutable. */
public final class Key {
  public static final Key UP = new Key('\0');
  public static final Key DOWN = new Key('\0');

  /** Any other key that has a name only. */
  public static final Key OTHER = new Key('\0');

  private final char character;

  private Key(char character) {
    this.character = character;
  }

  static Key of(char character) {
    return new Key(character);
  }

  /** 0 for a key without one. */
  public char character() {
    return character;
  }
}
