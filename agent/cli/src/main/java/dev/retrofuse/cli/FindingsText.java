package dev.retrofuse.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.retrofuse.review.lint.Finding;
import java.io.IOException;
import java.util.List;

/** Findings of the linter for readers and programs. */
final class FindingsText {
  private FindingsText() {}

  /** Two lines for each: what is so, and what to do. */
  static void print(List<Finding> findings, Console console) {
    for (Finding finding : findings) {
      String place = Printable.of(finding.place().toString());
      String code = Colour.YELLOW.of(finding.code().toString(), console);
      String text = "rule '" + finding.rule() + "': " + finding.text();
      console
          .out()
          .println(Colour.BOLD.of(place, console) + ": " + code + ": " + Printable.of(text));
      console.say("    " + finding.advice());
    }
  }

  static void printJson(List<Finding> findings, Console console) throws IOException {
    // Not closed, for that would close the output.
    JsonGenerator out = Json.FACTORY.createGenerator(console.out());
    out.writeStartArray();
    for (Finding finding : findings) {
      out.writeStartObject();
      out.writeStringField("code", finding.code().toString());
      out.writeStringField("rule", finding.rule());
      out.writeStringField("file", finding.place().source());
      out.writeNumberField("line", finding.place().line());
      out.writeNumberField("column", finding.place().column());
      out.writeStringField("text", finding.text());
      out.writeStringField("advice", finding.advice());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.flush();
    console.out().println();
  }
}
