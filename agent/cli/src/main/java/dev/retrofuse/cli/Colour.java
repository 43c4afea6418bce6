package dev.retrofuse.cli;

/** Colours of a terminal. */
enum Colour {
  RED("31;1"),
  YELLOW("33;1"),
  GREEN("32"),
  BOLD("1");

  private final String code;

  Colour(String code) {
    this.code = code;
  }

  /** The text in this colour where the console has colours. */
  String of(String text, Console console) {
    return console.coloured() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
