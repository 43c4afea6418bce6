package dev.retrofuse.review;

import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.rules.SqlTrace;
import dev.retrofuse.rules.TraceMode;
import dev.retrofuse.rules.Tracing;
import java.util.ArrayList;
import java.util.List;

/** How trace context travels with a call, in one line. */
final class TraceText {
  private TraceText() {}

  /**
   * @param rule that decides; null for none
   */
  static String of(RuleSet rules, Rule rule, Kind kind) {
    boolean own = rule != null && rule.tracing() != null;
    Tracing tracing = own ? rule.tracing() : rules.trace().calls();
    if (tracing.mode() == TraceMode.OFF) {
      return "off: nothing is told";
    }
    if (kind == Kind.JDBC && tracing.sql() == SqlTrace.OFF) {
      return tracing.mode().word()
          + ", but databases are told nothing (sql: off)"
          + spans(tracing, rules);
    }
    List<String> parts = new ArrayList<>();
    parts.add(tracing.mode().word() + ": " + what(tracing.mode()));
    if (kind == Kind.JDBC) {
      parts.add("sql " + tracing.sql());
    }
    parts.add(
        tracing.write().isEmpty() ? "in the formats that came" : "as " + join(tracing.write()));
    if (tracing.filtersState()) {
      parts.add("some members of tracestate stay");
    }
    if (tracing.filtersBaggage()) {
      List<String> named = tracing.baggageKeys();
      parts.add(
          "baggage leaves as the rules name it" + (named.isEmpty() ? "" : ": " + join(named)));
    }
    return String.join("; ", parts) + spans(tracing, rules);
  }

  private static String spans(Tracing tracing, RuleSet rules) {
    return rules.trace().spans() == null
        ? ""
        : tracing.recorded() ? "; recorded as a span" : "; not recorded as a span";
  }

  private static String what(TraceMode mode) {
    switch (mode) {
      case PASS:
        return "what came goes on as it is";
      case JOIN:
        return "what came, with a parent of the call's own";
      default:
        return "what came, or a trace that begins, with a parent of the call's own";
    }
  }

  private static String join(List<?> words) {
    List<String> texts = new ArrayList<>();
    for (Object word : words) {
      texts.add(word.toString());
    }
    return String.join(", ", texts);
  }
}
