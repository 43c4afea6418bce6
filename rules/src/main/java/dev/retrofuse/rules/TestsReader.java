package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.List;

/** Reads the sections {@code tests}. */
final class TestsReader {
  private static final int MAX_NAME = 200;

  static final Key TESTS =
      Key.sections(
              "tests",
              "What the rules are to make of calls: played by the command test, of no meaning to"
                  + " the agent.")
          .fallback("none");
  private static final Key NAME =
      Key.text("name", "1 to " + MAX_NAME + " characters in one line", "What the test shows.")
          .required();
  private static final int MAX_PLAYS = 1_000;
  private static final Key PLAYS =
      Key.integer(
              "plays",
              1,
              MAX_PLAYS,
              "How often it is played: more than once with the breakers' jitter, and with other"
                  + " chance each time.")
          .fallback(1);
  private static final Key STEPS =
      Key.sections("steps", "What happens one after the other, on a clock of the test's own.")
          .required();
  private static final Key AFTER =
      Key.duration(
              "after",
              Durations.MILLISECOND,
              24 * Durations.HOUR,
              "How long nothing is called before the calls of the step.")
          .fallback("no time");
  private static final Key GIVEN = Key.section("given", "The calls of the step.");
  private static final Key THEN = Key.section("then", "What holds at its end.");

  /** Null before the first. */
  private WrittenCall last;

  private TestsReader() {}

  /** Empty where there are none. */
  static List<RuleTest> read(Section file) {
    List<RuleTest> tests = new ArrayList<>();
    for (Section test : file.sections(TESTS)) {
      tests.add(new TestsReader().test(test));
    }
    return tests;
  }

  private RuleTest test(Section test) {
    String name = name(test);
    int plays = (int) test.number(PLAYS);
    List<TestStep> steps = new ArrayList<>();
    for (Section step : test.sections(STEPS)) {
      steps.add(step(step));
    }
    if (steps.isEmpty() && test.place(STEPS) != null) {
      test.problem(test.valuePlace(STEPS), "a test without steps", STEPS.allowed(), "add one");
    }
    return new RuleTest(test.start().in.name, name, plays, steps);
  }

  private static String name(Section test) {
    Node node = test.text(NAME);
    String name = node == null ? "" : node.text.trim();
    boolean fits = !name.isEmpty() && name.length() <= MAX_NAME;
    for (int i = 0; i < name.length() && fits; i++) {
      fits = !Character.isISOControl(name.charAt(i));
    }
    if (node != null && !fits) {
      test.wrong(NAME, node, "say in a few words what the test shows");
    }
    return name;
  }

  private TestStep step(Section step) {
    double after = step.number(AFTER);
    Section given = step.section(GIVEN);
    Section then = step.section(THEN);
    PlannedCalls calls = given == null ? null : PlannedCallsReader.read(given, last);
    last = calls == null ? last : calls.to();
    Expectation expected = then == null ? null : ExpectationReader.read(then, given != null, last);
    if (Double.isNaN(after) && given == null && then == null) {
      step.problem(step.start(), "a step without anything", "after, given or then", "add one");
    }
    Node start = step.start();
    long pause = Double.isNaN(after) ? 0 : (long) after;
    return new TestStep(start.line, start.column, pause, calls, expected);
  }
}
