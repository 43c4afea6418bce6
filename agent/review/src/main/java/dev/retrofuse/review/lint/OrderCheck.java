package dev.retrofuse.review.lint;

import dev.retrofuse.rules.Mode;
import dev.retrofuse.rules.Rule;

/** Earlier rules that take a rule's calls. */
final class OrderCheck implements Check {
  @Override
  public void look(Subject subject) {
    for (Rule earlier : subject.rules.rules()) {
      if (earlier.equals(subject.rule) || look(subject, earlier)) {
        return;
      }
    }
  }

  /** Whether nothing is left that could be taken by another one. */
  private static boolean look(Subject subject, Rule earlier) {
    Rule rule = subject.rule;
    if (!earlier.match().meets(rule.match())) {
      return false;
    }
    String first = "rule '" + earlier.name() + "' in " + place(rule, earlier);
    if (earlier.match().covers(rule.match())) {
      String text = first + " comes first and takes all of its calls: it never decides";
      subject.find(Code.WHOLLY_SHADOWED, "match", text, "put it before that one, or remove it");
      return true;
    }
    if (earlier.mode() == Mode.OBSERVE && rule.mode() == Mode.ENFORCE) {
      String text = first + " comes first and only observes: calls that both match are not guarded";
      subject.find(Code.OBSERVED_FIRST, "match", text, "put this one before it, or enforce both");
    } else if (!rule.match().covers(earlier.match())) {
      String text = first + " comes first and takes the calls that both match";
      String advice = "say in one of the two which calls it is not for, or swap them";
      subject.find(Code.PARTLY_SHADOWED, "match", text, advice);
    }
    return false;
  }

  private static String place(Rule rule, Rule earlier) {
    boolean sameFile = earlier.source().equals(rule.source());
    return (sameFile ? "line " : earlier.source() + ":") + earlier.line();
  }
}
