package dev.retrofuse.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.retrofuse.review.Explanation;
import dev.retrofuse.review.PolicyText;
import dev.retrofuse.rules.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which rule decides on a call, for readers and programs. */
final class ExplanationText {
  private static final int WIDEST = 80;

  private final Explanation explanation;
  private final NamedRules rules;
  private final Console console;

  ExplanationText(Explanation explanation, NamedRules rules, Console console) {
    this.explanation = explanation;
    this.rules = rules;
    this.console = console;
  }

  void print() {
    head("seen as", seen());
    Rule rule = explanation.rule();
    if (rule == null) {
      head("decided by", "no rule of " + rules.name() + ": it is left alone");
    } else {
      String name = Colour.BOLD.of(Printable.of(rule.name()), console);
      console.out().println("decided by:  " + name + " (" + rules.placeOf(rule) + ")");
      head("key", explanation.key() + " (scope: " + rule.scope() + ")");
      if (rule.breaker() != null && explanation.part() != null) {
        head("counted as", explanation.part() + " (by: " + rule.breaker().by() + ")");
      }
    }
    head("trace", explanation.trace());
    if (!explanation.policies().isEmpty()) {
      console.out().println();
      policies().print(console.out(), Table.Paint.NONE);
    }
    if (!explanation.others().isEmpty()) {
      console.out().println();
      others().print(console.out(), Table.Paint.NONE);
    }
  }

  private void head(String name, String value) {
    console.say(name + ":" + "            ".substring(name.length()) + value);
  }

  private String seen() {
    List<String> facts = new ArrayList<>();
    for (Map.Entry<String, String> each : explanation.facts().entrySet()) {
      String value = each.getValue() == null ? "unknown" : each.getValue();
      facts.add(each.getKey() + " " + value);
    }
    return String.join(", ", facts);
  }

  private Table policies() {
    Table table = new Table("POLICY", "MODE", "FIGURES");
    for (PolicyText policy : explanation.policies()) {
      String name = policy.policy();
      String mode = policy.mode();
      for (String line : lines(policy.figures())) {
        table.add(name, mode, line);
        name = null;
        mode = null;
      }
    }
    return table;
  }

  /** At least one. */
  private static List<String> lines(Map<String, String> figures) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (Map.Entry<String, String> each : figures.entrySet()) {
      String figure = each.getKey() + " " + each.getValue();
      if (line.length() > 0 && line.length() + figure.length() > WIDEST) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : ", ").append(figure);
    }
    lines.add(line.toString());
    return lines;
  }

  private Table others() {
    Table table = new Table("OTHER RULE", "PLACE", "WHY IT DOES NOT DECIDE");
    for (Map.Entry<Rule, String> each : explanation.others().entrySet()) {
      table.add(each.getKey().name(), rules.placeOf(each.getKey()), each.getValue());
    }
    return table;
  }

  void printJson() throws IOException {
    // Not closed, for that would close the output.
    JsonGenerator out = Json.FACTORY.createGenerator(console.out());
    out.writeStartObject();
    out.writeStringField("rules", rules.name());
    writeTexts(out, "call", explanation.facts());
    Rule rule = explanation.rule();
    out.writeStringField("rule", rule == null ? null : rule.name());
    out.writeStringField("place", rule == null ? null : rules.placeOf(rule));
    out.writeStringField("key", explanation.key());
    out.writeStringField("part", explanation.part());
    out.writeStringField("trace", explanation.trace());
    writePolicies(out);
    writeOthers(out);
    out.writeEndObject();
    out.flush();
    console.out().println();
  }

  private void writePolicies(JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("policies");
    for (PolicyText policy : explanation.policies()) {
      out.writeStartObject();
      out.writeStringField("policy", policy.policy());
      out.writeStringField("mode", policy.mode());
      writeTexts(out, "figures", policy.figures());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void writeOthers(JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("others");
    for (Map.Entry<Rule, String> each : explanation.others().entrySet()) {
      out.writeStartObject();
      out.writeStringField("rule", each.getKey().name());
      out.writeStringField("place", rules.placeOf(each.getKey()));
      out.writeStringField("why", each.getValue());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeTexts(JsonGenerator out, String name, Map<String, String> texts)
      throws IOException {
    out.writeObjectFieldStart(name);
    for (Map.Entry<String, String> each : texts.entrySet()) {
      out.writeStringField(each.getKey(), each.getValue());
    }
    out.writeEndObject();
  }
}
