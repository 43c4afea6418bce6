package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the whole file, from its top-level keys on. */
final class RuleSetReader {
  private static final Key RULES =
      Key.sections("rules", "The rules. The first one that matches a call decides; [] for none.")
          .required();
  private static final Key TRACE = Key.section("trace", "What becomes of trace context.");
  private static final Key TRACE_MODE =
      Key.word(
              "mode",
              TraceMode.values(),
              "Whether trace context is carried from inbound to outbound calls.")
          .fallback("pass when there is a rule, off when there is none");

  private RuleSetReader() {}

  /** What is read is of use only when it brought no problem. */
  static RuleSet read(String source, Section file) {
    List<Rule> rules = rules(file);
    Section trace = file.section(TRACE);
    TraceMode mode = trace == null ? null : (TraceMode) trace.word(TRACE_MODE);
    Deadline deadline = DeadlineReader.read(file);
    file.finish();
    return new RuleSet(
        rules, mode == null ? RuleSet.defaultTrace(rules.size()) : mode, deadline, source);
  }

  private static List<Rule> rules(Section file) {
    List<Rule> rules = new ArrayList<>();
    Map<String, Integer> lines = new HashMap<>();
    List<Section> read = new ArrayList<>();
    for (Section section : file.sections(RULES)) {
      Rule rule = RuleReader.read(section);
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
