package dev.retrofuse.cli;

import dev.retrofuse.operations.Secrets;
import dev.retrofuse.rules.Problem;
import java.util.List;

/** A problem for a reader: place and message in one line, then the line of the file. */
final class ProblemText {
  private static final String BOLD = "\u001b[1m";

  private ProblemText() {}

  static void print(Problem problem, Console console) {
    String place = problem.source() + ":" + problem.line() + ":" + problem.column() + ":";
    print(console, BOLD, place, " " + Secrets.mask(problem.message()));
    List<String> lines = Excerpt.of(problem);
    if (!lines.isEmpty()) {
      String upToCaret = lines.get(1).substring(0, lines.get(1).length() - 1);
      console.remark(lines.get(0));
      console.err().print(upToCaret);
      print(console, StatusText.RED, "^", "");
    }
  }

  private static void print(Console console, String colour, String painted, String plain) {
    String text = Printable.of(painted);
    boolean coloured = console.errorsColoured();
    console.err().print(coloured ? colour + text + StatusText.PLAIN : text);
    console.err().println(Printable.of(plain));
  }
}
