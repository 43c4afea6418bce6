package dev.retrofuse.cli;

import dev.retrofuse.rules.Places;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleFileResult;
import dev.retrofuse.rules.RuleSet;
import java.io.File;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules of a file, or those in force in a JVM, and where they stand. */
final class NamedRules {
  private final String name;
  private final RuleSet rules;
  private final Map<String, String> places = new HashMap<>();

  private NamedRules(String name, RuleSet rules) {
    this.name = name;
    this.rules = rules;
  }

  static NamedRules of(File file, RuleSet rules) {
    NamedRules named = new NamedRules(file.toString(), rules);
    for (Rule rule : rules.rules()) {
      named.places.put(rule.name(), Places.of(rules).of(rule.name()).toString());
    }
    return named;
  }

  /**
   * What an agent said of its rules.
   *
   * @throws IOException when it says it in a way that is not known here
   */
  static NamedRules of(String jvm, Map<String, Object> answer) throws IOException {
    RuleFileResult read = RuleFile.parse(jvm, String.valueOf(answer.get("text")));
    if (read.ruleSet() == null || !(answer.get("places") instanceof List)) {
      String why = read.problems().isEmpty() ? "no places" : read.problems().get(0).toString();
      throw new IOException("its agent is of another version: " + why);
    }
    NamedRules named = new NamedRules(jvm, read.ruleSet());
    List<?> places = (List<?>) answer.get("places");
    List<Rule> rules = named.rules.rules();
    for (int i = 0; i < rules.size() && i < places.size(); i++) {
      named.places.put(rules.get(i).name(), String.valueOf(places.get(i)));
    }
    return named;
  }

  /** The file, or the JVM. */
  String name() {
    return name;
  }

  RuleSet rules() {
    return rules;
  }

  /** {@code file:line:column}, or {@code file:line} as it was when an agent read it. */
  String placeOf(Rule rule) {
    return places.get(rule.name());
  }
}
