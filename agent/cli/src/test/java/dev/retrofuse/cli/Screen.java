package dev.retrofuse.cli;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;

/** A command line in this JVM, and what it wrote. */
final class Screen {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  final Console console;

  Screen(boolean coloured) {
    console =
        new Console(new PrintWriter(out, true), new PrintWriter(err, true), coloured, coloured);
  }

  int run(String... arguments) {
    return Main.commandLine(console, new File("retrofuse.jar"), () -> {}).execute(arguments);
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}
