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
  private final boolean errorsColoured;

  Console(PrintWriter out, PrintWriter err, boolean coloured, boolean errorsColoured) {
    this.out = out;
    this.err = err;
    this.coloured = coloured;
    this.errorsColoured = errorsColoured;
  }

  /** For what is no line of plain text. */
  PrintWriter out() {
    return out;
  }

  /** For what is no line of plain text. */
  PrintWriter err() {
    return err;
  }

  /** A line of the result. */
  void say(String line) {
    out.println(Printable.of(line));
  }

  /** A line besides the result. */
  void remark(String line) {
    err.println(Printable.of(line));
  }

  /** Whether the result may have colours. */
  boolean coloured() {
    return coloured;
  }

  /** Whether what is written besides it may have colours. */
  boolean errorsColoured() {
    return errorsColoured;
  }

  int failed(Exception failure) {
    return failed(failure instanceof AttachFailure ? failure.getMessage() : failure.toString());
  }

  int failed(String text) {
    remark("retrofuse: " + text);
    return FAILED;
  }
}
