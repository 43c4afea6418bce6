package dev.retrofuse.rules;

/** What a key says that switches something. */
enum OnOff {
  ON("on"),
  OFF("off");

  private final String word;

  OnOff(String word) {
    this.word = word;
  }

  @Override
  public String toString() {
    return word;
  }
}
