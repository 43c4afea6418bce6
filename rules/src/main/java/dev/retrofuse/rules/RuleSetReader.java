package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the whole file, from its top-level keys on. */
final class RuleSetReader {
  static final Key RULES =
      Key.sections("rules", "The rules. The first one that matches a call decides; [] for none.")
          .fallback("none, where there is a section trace");

  static final Key INCLUDE =
      Key.texts(
              "include",
              "a file, or a pattern such as more/*.yaml, or a list of these",
              "Further rule files, by their paths from this file. Their rules come after this"
                  + " file's.")
          .fallback("none");
  static final Key OVERLAYS =
      Key.section(
          "overlays", "What is different in an environment, by the name of the environment.");

  private RuleSetReader() {}

  /** Whether it takes more than this file, or is more than what it says by itself. */
  static boolean refersFurther(Section file) {
    return file.has(INCLUDE.name) || file.has(OVERLAYS.name);
  }

  /** Whether it is a key of files alone, which the document that is made of them has not. */
  static boolean isFurther(String key) {
    return key.equals(INCLUDE.name) || key.equals(OVERLAYS.name);
  }

  /** What is read is of use only when it brought no problem. */
  static RuleSet read(Section file) {
    List<Section> sections = file.sections(RULES);
    Trace trace = TraceReader.read(file, sections.isEmpty() ? TraceMode.OFF : TraceMode.PASS);
    if (file.place(RULES) == null && !file.has("trace")) {
      file.problem(file.start(), "no " + Problems.quote(RULES.name), RULES.allowed(), "add it");
    }
    List<Rule> rules = rules(file, sections, trace.calls());
    Deadline deadline = DeadlineReader.read(file);
    Metrics metrics = MetricsReader.read(file);
    LogFile log = LogReader.read(file);
    List<RuleTest> tests = TestsReader.read(file);
    file.given(INCLUDE);
    file.given(OVERLAYS);
    file.finish();
    return RuleSet.read(rules, trace, deadline, metrics, log, tests, file.start());
  }

  /** A file that holds only tests, of the rules of another. */
  static RuleSet readTests(Section file) {
    List<RuleTest> tests = TestsReader.read(file);
    if (file.place(TestsReader.TESTS) == null) {
      file.problem(file.start(), "no 'tests'", TestsReader.TESTS.allowed(), "add it");
    }
    file.finish();
    List<Rule> none = new ArrayList<>();
    return RuleSet.read(none, Trace.of(TraceMode.OFF), null, null, null, tests, file.start());
  }

  private static List<Rule> rules(Section file, List<Section> sections, Tracing usual) {
    List<Rule> rules = new ArrayList<>();
    Map<String, Rule> named = new HashMap<>();
    List<Section> read = new ArrayList<>();
    for (Section section : sections) {
      Rule rule = RuleReader.read(section, usual);
      if (rule != null) {
        Rule first = named.put(rule.name(), rule);
        if (first != null) {
          reportSecond(section, rule, first);
        }
        rules.add(rule);
        read.add(section);
      }
    }
    FaultReader.check(file, rules, read);
    return rules;
  }

  private static void reportSecond(Section section, Rule rule, Rule first) {
    boolean sameFile = first.source().equals(rule.source());
    String place = sameFile ? "line " + first.line() : first.source() + ":" + first.line();
    String found = "the name " + Problems.quote(rule.name()) + " again";
    section.problem(RuleReader.namePlace(section), found, "", "the rule in " + place + " has it");
  }
}
