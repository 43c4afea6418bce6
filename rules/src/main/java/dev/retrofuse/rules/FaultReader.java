package dev.retrofuse.rules;

import java.util.Collections;
import java.util.List;

/**
 * Reads the section {@code fault}, which only takes effect in a rule that the file names for it.
 */
final class FaultReader {
  /** At the top of the file. */
  static final Key ALLOWED =
      Key.texts(
              "faults",
              "the names of rules",
              "The rules that may make calls fail or wait, for drills; in no other rule is fault"
                  + " allowed.")
          .fallback("none");

  private static final Key SHARE =
      Key.percentage("share", 0.001, 1, "The share of calls that is struck.").required();
  private static final Key LASTS =
      Key.duration(
              "for",
              Durations.SECOND,
              24 * Durations.HOUR,
              "How long the drill lasts, from when the rule comes into force.")
          .required();
  private static final Key DELAY =
      Key.duration(
              "delay",
              Durations.MILLISECOND,
              60 * Durations.SECOND,
              "How long a struck call is held up; at most as long as time-out.call lets it take.")
          .fallback("none");
  private static final Key END =
      Key.word(
              "end",
              FaultEnd.values(),
              "Whether a struck call fails, as if the other side could not be reached; is aborted, as"
                  + " if its connection had been lost; or is made.")
          .fallback("fail, or with delay make");

  private FaultReader() {}

  static Fault read(Section section) {
    double share = section.number(SHARE);
    double lasts = section.number(LASTS);
    double delay = section.number(DELAY);
    boolean waits = !Double.isNaN(delay);
    FaultEnd given = (FaultEnd) section.word(END);
    FaultEnd end = given != null ? given : waits ? FaultEnd.MAKE : FaultEnd.FAIL;
    if (end == FaultEnd.MAKE && !waits) {
      section.problem(
          section.start(), "a fault that does nothing", "delay, or end: fail or abort", "add one");
    }
    return new Fault(share, waits ? (long) delay : 0, end, (long) lasts);
  }

  /** Reports faults of rules that the file does not allow, and allowed names of no rule. */
  static void check(Section file, List<Rule> rules, List<Section> sections) {
    List<Node> nodes = file.texts(ALLOWED);
    List<Node> allowed = nodes == null ? Collections.<Node>emptyList() : nodes;
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).fault() != null && !names(allowed, rules.get(i).name())) {
        String advice =
            "add faults: [" + Problems.quote(rules.get(i).name()) + "] at the top of the file";
        sections
            .get(i)
            .problem(
                RuleReader.faultPlace(sections.get(i)),
                "fault in a rule that is not named for it",
                "a rule that the file names under faults",
                advice);
      }
    }
    for (Node name : allowed) {
      if (!isRule(rules, name.text)) {
        file.wrong(ALLOWED, name, "there is no such rule");
      }
    }
  }

  private static boolean names(List<Node> allowed, String rule) {
    for (Node name : allowed) {
      if (name.text.equals(rule)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRule(List<Rule> rules, String name) {
    for (Rule rule : rules) {
      if (rule.name().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
