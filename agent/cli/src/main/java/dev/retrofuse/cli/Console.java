package dev.retrofuse.cli;

import dev.retrofuse.cli.attach.AttachFailure;
import java.io.PrintWriter;

/** Where a command writes to. */
final class Console {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean coloured;

  Console(PrintWriter out, PrintWriter err, boolean coloured) {
    this.out = out;
    this.err = err;
    this.coloured = coloured;
  }

  PrintWriter out() {
    return out;
  }

  PrintWriter err() {
    return err;
  }

  boolean coloured() {
    return coloured;
  }

  int failed(Exception failure) {
    return failed(failure instanceof AttachFailure ? failure.getMessage() : failure.toString());
  }

  int failed(String text) {
    err.println("retrofuse: " + text);
    return FAILED;
  }
}
