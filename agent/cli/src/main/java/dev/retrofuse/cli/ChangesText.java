package dev.retrofuse.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.retrofuse.review.Change;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What differs between two rule sets, for readers and programs. */
final class ChangesText {
  private static final String NOTHING = "(nothing)";

  private ChangesText() {}

  static void print(List<Change> changes, String old, String now, Console console) {
    if (changes.isEmpty()) {
      console.say(old + " and " + now + " say the same");
      return;
    }
    for (Change change : changes) {
      String rule = change.rule() == null ? "beside the rules" : "rule '" + change.rule() + "'";
      console.out().println(mark(change, console) + " " + Printable.of(rule));
      if (!change.moved().isEmpty()) {
        console.say("    moved: " + change.moved());
      }
      if (change.kind() == Change.Kind.CHANGED) {
        printKeys(change.keys(), console);
      } else {
        printSections(change, console);
      }
      if (!change.state().isEmpty()) {
        console.say("    state: " + change.state());
      }
    }
  }

  private static String mark(Change change, Console console) {
    switch (change.kind()) {
      case ADDED:
        return Colour.GREEN.of("+", console);
      case REMOVED:
        return Colour.RED.of("-", console);
      default:
        return Colour.YELLOW.of("~", console);
    }
  }

  private static void printKeys(Map<String, String[]> keys, Console console) {
    int widest = 0;
    for (String key : keys.keySet()) {
      widest = Math.max(widest, key.length());
    }
    for (Map.Entry<String, String[]> each : keys.entrySet()) {
      StringBuilder line = new StringBuilder("    ").append(each.getKey());
      for (int i = each.getKey().length(); i < widest + 2; i++) {
        line.append(' ');
      }
      String[] values = each.getValue();
      console.say(line + text(values[0]) + " -> " + text(values[1]));
    }
  }

  private static String text(String value) {
    return value == null ? NOTHING : value;
  }

  /** Of a rule that came or went its match, and the names of the rest. */
  private static void printSections(Change change, Console console) {
    int side = change.kind() == Change.Kind.ADDED ? 1 : 0;
    Set<String> sections = new LinkedHashSet<>();
    for (Map.Entry<String, String[]> each : change.keys().entrySet()) {
      int dot = each.getKey().indexOf('.');
      String section = dot < 0 ? "" : each.getKey().substring(0, dot);
      if (section.equals("match")) {
        console.say("    " + each.getKey() + ": " + each.getValue()[side]);
      } else if (!section.isEmpty()) {
        sections.add(section);
      }
    }
    console.say("    with: " + String.join(", ", sections));
  }

  static void printJson(List<Change> changes, Console console) throws IOException {
    // Not closed, for that would close the output.
    JsonGenerator out = Json.FACTORY.createGenerator(console.out());
    out.writeStartArray();
    for (Change change : changes) {
      out.writeStartObject();
      out.writeStringField("change", change.kind().name().toLowerCase(Locale.ROOT));
      out.writeStringField("rule", change.rule());
      out.writeStringField("moved", change.moved());
      out.writeStringField("state", change.state());
      out.writeObjectFieldStart("keys");
      for (Map.Entry<String, String[]> each : change.keys().entrySet()) {
        out.writeArrayFieldStart(each.getKey());
        out.writeString(each.getValue()[0]);
        out.writeString(each.getValue()[1]);
        out.writeEndArray();
      }
      out.writeEndObject();
      out.writeEndObject();
    }
    out.writeEndArray();
    out.flush();
    console.out().println();
  }
}
