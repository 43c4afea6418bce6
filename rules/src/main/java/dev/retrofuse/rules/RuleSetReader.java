package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the whole file, from its top-level keys on. */
final class RuleSetReader {
  private static final Key RULES =
      Key.sections("rules", "The rules. The first one that matches a call decides; [] for none.")
          .fallback("none, where there is a section trace");

  private RuleSetReader() {}

  /** What is read is of use only when it brought no problem. */
  static RuleSet read(String source, Section file) {
    List<Section> sections = file.sections(RULES);
    Trace trace = TraceReader.read(file, sections.isEmpty() ? TraceMode.OFF : TraceMode.PASS);
    if (file.place(RULES) == null && !file.has("trace")) {
      file.problem(file.start(), "no " + Problems.quote(RULES.name), RULES.allowed(), "add it");
    }
    List<Rule> rules = rules(file, sections, trace.calls());
    Deadline deadline = DeadlineReader.read(file);
    file.finish();
    return new RuleSet(rules, trace, deadline, source);
  }

  private static List<Rule> rules(Section file, List<Section> sections, Tracing usual) {
    List<Rule> rules = new ArrayList<>();
    Map<String, Integer> lines = new HashMap<>();
    List<Section> read = new ArrayList<>();
    for (Section section : sections) {
      Rule rule = RuleReader.read(section, usual);
      if (rule != null) {
        Integer first = lines.put(rule.name(), rule.line());
        if (first != null) {
          String found = "the name " + Problems.quote(rule.name()) + " again";
          section.problem(
              RuleReader.namePlace(section), found, "", "the rule in line " + first + " has it");
        }
        rules.add(rule);
        read.add(section);
      }
    }
    FaultReader.check(file, rules, read);
    return rules;
  }
}
