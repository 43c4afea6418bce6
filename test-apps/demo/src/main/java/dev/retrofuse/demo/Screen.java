package dev.retrofuse.demo;

import java.io.PrintStream;

/** Where the story is told, line by line and from any thread; coloured only when asked. */
final class Screen {
  enum Colour {
    PLAIN(0),
    BOLD(1),
    RED(31),
    GREEN(32),
    YELLOW(33),
    CYAN(36);

    private final int code;

    Colour(int code) {
      this.code = code;
    }
  }

  private static final char ESCAPE = 27;

  private final PrintStream out;
  private final boolean coloured;
  private volatile boolean muted;

  Screen(PrintStream out, boolean coloured) {
    this.out = out;
    this.coloured = coloured;
  }

  void act(String title) {
    line("");
    line(paint(Colour.BOLD, "== " + title));
  }

  void line(String text) {
    if (!muted) {
      out.println(text);
    }
  }

  /** Nothing more is written. */
  void mute() {
    muted = true;
  }

  /** A command as one would type it. */
  void command(String command) {
    line(paint(Colour.CYAN, "$ " + command));
  }

  /** What a command answered. */
  void output(String text) {
    text.lines().forEach(line -> line("    " + line));
  }

  String paint(Colour colour, String text) {
    if (!coloured || colour == Colour.PLAIN) {
      return text;
    }
    return ESCAPE + "[" + colour.code + "m" + text + ESCAPE + "[0m";
  }
}
