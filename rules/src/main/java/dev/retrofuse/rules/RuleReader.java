package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads one rule. */
final class RuleReader {
  private static final int MAX_NAME = 100;

  static final Key NAME =
      Key.text(
              "name",
              "1 to " + MAX_NAME + " characters in one line",
              "What messages, metrics and commands call the rule; no two rules share one.")
          .required();
  private static final Key MATCH =
      Key.section("match", "Which calls the rule guards: one kind of call and its conditions.")
          .required();
  private static final Key SCOPE =
      Key.word(
              "scope",
              Scope.values(),
              "Which of these calls share one breaker and one bulkhead: those to one host (http),"
                  + " to one database (jdbc), to one destination (messaging), or all of the rule.")
          .fallback("host, database or destination, as suits the kind of call");
  private static final Key MODE =
      Key.word(
              "mode",
              Mode.values(),
              "Whether calls are refused, or it is only reported that they would have been.")
          .fallback(Mode.ENFORCE);
  private static final Key ENFORCE =
      Key.percentage(
              "enforce",
              0.001,
              1,
              "The share of calls that the policies act upon; the others they only observe. For"
                  + " putting a rule into force step by step.")
          .fallback(1);
  private static final Key OBSERVE =
      Key.texts(
          "observe",
          Key.join(Policy.words()) + ", or a list of these",
          "Policies that refuse nothing, though the rule is enforced, but count what they would"
              + " have refused.");
  private static final Key BREAKER =
      Key.section(
          Policy.BREAKER.toString(),
          "Refuses calls for a while when too many failed; {} for defaults.");
  private static final Key PRIORITY =
      Key.section("priority", "Which calls the limits of the rule refuse first.");
  private static final Key FAULT =
      Key.section("fault", "Makes calls fail or wait, for a drill; see faults.");
  private static final Key FAILURES =
      Key.section("failures", "Which ends of a call count as failures.");

  private final Section section;
  private final Tracing usual;

  private RuleReader(Section section, Tracing usual) {
    this.section = section;
    this.usual = usual;
  }

  /**
   * Null when there is no name or no match, which is then a problem.
   *
   * @param usual what calls are told of their trace whose rule says nothing
   */
  static Rule read(Section section, Tracing usual) {
    return new RuleReader(section, usual).read();
  }

  /** Where the name stands that {@link #read} found. */
  static Node namePlace(Section section) {
    return section.valuePlace(NAME);
  }

  static Node faultPlace(Section section) {
    return section.place(FAULT);
  }

  private Rule read() {
    String name = name();
    Section match = section.section(MATCH);
    Match calls = match == null ? null : MatchReader.read(match);
    Kind kind = calls == null ? null : calls.kind();
    Scope scope = scope(kind);
    Mode mode = (Mode) section.word(MODE);
    double enforced = enforced(mode);
    Set<Policy> observed = observed();
    Breaker breaker = breaker(kind);
    Limits limits = LimitsReader.read(section);
    Section priority = section.section(PRIORITY);
    Priority classes = priority == null ? null : PriorityReader.read(priority);
    Section fault = section.section(FAULT);
    Fault drill = fault == null ? null : FaultReader.read(fault);
    Retry retry = RetryReader.read(section, kind);
    Tracing tracing = TraceReader.read(section, kind, usual);
    checkPolicies(tracing != null);
    Failures failures = failures(kind);
    Fallback fallback = FallbackReader.read(section, kind);
    if (name == null || calls == null) {
      return null;
    }
    Rule.Builder rule =
        Rule.builder(name, calls).place(section.start().in.name, section.start().line);
    rule.scope(scope).mode(mode).enforced(enforced).observed(observed);
    rule.breaker(breaker).limits(limits).priority(classes).fault(drill).retry(retry);
    rule.fallback(fallback).tracing(tracing);
    return rule.failures(failures).build();
  }

  private String name() {
    Node node = section.text(NAME);
    if (node == null) {
      return null;
    }
    boolean fits = !node.text.trim().isEmpty() && node.text.length() <= MAX_NAME;
    for (int i = 0; i < node.text.length() && fits; i++) {
      fits = !Character.isISOControl(node.text.charAt(i));
    }
    if (!fits) {
      section.wrong(NAME, node, "choose a short name such as payments");
    }
    return node.text;
  }

  private Scope scope(Kind kind) {
    Scope scope = (Scope) section.word(SCOPE);
    if (scope == null || kind == null) {
      return kind == null ? scope : Scope.defaultOf(kind);
    }
    if (!scope.suits(kind)) {
      String found = "scope " + scope + " in a rule for " + kind;
      section.problem(section.valuePlace(SCOPE), found, scopes(kind), "choose one of these");
    }
    return scope;
  }

  private static String scopes(Kind kind) {
    List<String> words = new ArrayList<>();
    for (Scope scope : Scope.values()) {
      if (scope.suits(kind)) {
        words.add(scope.word());
      }
    }
    return Key.join(words);
  }

  private Breaker breaker(Kind kind) {
    Section breaker = section.section(BREAKER);
    return breaker == null ? null : BreakerReader.read(breaker, kind);
  }

  private void checkPolicies(boolean traces) {
    if (traces || section.place(FAULT) != null) {
      return;
    }
    for (String policy : Policy.sections()) {
      if (section.has(policy)) {
        return;
      }
    }
    String advice = "add breaker: {} for a breaker with defaults";
    section.problem(section.start(), "a rule without policy", Key.join(Policy.sections()), advice);
  }

  private double enforced(Mode mode) {
    double share = section.number(ENFORCE);
    Node place = section.place(ENFORCE);
    if (place != null && mode == Mode.OBSERVE) {
      section.problem(
          place, "enforce in a rule that observes", "one of both", "remove mode: observe or this");
    }
    return share;
  }

  private Set<Policy> observed() {
    Set<Policy> observed = EnumSet.noneOf(Policy.class);
    List<Node> nodes = section.texts(OBSERVE);
    for (int i = 0; nodes != null && i < nodes.size(); i++) {
      Policy policy = Policy.of(nodes.get(i).text);
      if (policy == null) {
        String advice = Spelling.advice(nodes.get(i).text, Policy.words(), "choose among these");
        section.wrong(OBSERVE, nodes.get(i), advice);
      } else {
        observed.add(policy);
      }
    }
    return observed;
  }

  private Failures failures(Kind kind) {
    Section failures = section.section(FAILURES);
    return failures == null ? Failures.defaults() : FailuresReader.read(failures, kind);
  }
}
