package dev.retrofuse.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.retrofuse.review.lint.Finding;
import java.io.IOException;

/** Findings of the linter for readers and programs. */
final class FindingsText {
  private FindingsText() {}

  /** Two lines for each: what is so, and where not everywhere, and what to do. */
  static void print(AllFindings findings, Console console) {
    for (AllFindings.Found each : findings.all()) {
      Finding finding = each.finding();
      String place = Printable.of(finding.place().toString());
      String code = Colour.YELLOW.of(finding.code().toString(), console);
      String text = "rule '" + finding.rule() + "': " + finding.text();
      text += findings.isPartial(each) ? " (" + each.where() + ")" : "";
      console
          .out()
          .println(Colour.BOLD.of(place, console) + ": " + code + ": " + Printable.of(text));
      console.say("    " + finding.advice());
    }
  }

  static void printJson(AllFindings findings, Console console) throws IOException {
    // Not closed, for that would close the output.
    JsonGenerator out = Json.FACTORY.createGenerator(console.out());
    out.writeStartArray();
    for (AllFindings.Found each : findings.all()) {
      Finding finding = each.finding();
      out.writeStartObject();
      out.writeStringField("code", finding.code().toString());
      out.writeStringField("rule", finding.rule());
      out.writeStringField("file", finding.place().source());
      out.writeNumberField("line", finding.place().line());
      out.writeNumberField("column", finding.place().column());
      out.writeStringField("text", finding.text());
      out.writeStringField("advice", finding.advice());
      writeEnvironments(each, out);
      out.writeEndObject();
    }
    out.writeEndArray();
    out.flush();
    console.out().println();
  }

  private static void writeEnvironments(AllFindings.Found found, JsonGenerator out)
      throws IOException {
    out.writeArrayFieldStart("environments");
    for (String each : found.environments()) {
      out.writeString(each);
    }
    out.writeEndArray();
  }
}
