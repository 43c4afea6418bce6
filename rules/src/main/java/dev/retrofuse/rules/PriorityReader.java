package dev.retrofuse.rules;

import java.util.Locale;

/** Reads the section {@code priority}. */
final class PriorityReader {
  private static final Key USUAL =
      Key.word("class", PriorityClass.values(), "The class of calls that say nothing.")
          .fallback(PriorityClass.NORMAL);
  private static final Key HEADER =
      Key.text(
              "header",
              "the name of a header",
              "The header of the request, that the thread serves, whose value is the class of the"
                  + " call: critical, high, normal or low. It is asked before baggage.")
          .fallback("no header does");
  private static final Key MEMBER =
      Key.text(
              "baggage",
              "the name of a baggage member",
              "The member of the baggage, that the thread works for, whose value is the class of"
                  + " the call: critical, high, normal or low.")
          .fallback("calls say nothing");
  private static final Key CRITICAL = share("critical", 1);
  private static final Key HIGH = share("high", 0.9);
  private static final Key NORMAL = share("normal", 0.8);
  private static final Key LOW = share("low", 0.5);

  private PriorityReader() {}

  private static Key share(String name, double fallback) {
    return Key.percentage(
            name,
            0.01,
            1,
            "Of how much of the room of each limit of the rule calls of this class may make use.")
        .fallback(fallback);
  }

  static Priority read(Section section) {
    PriorityClass usual = (PriorityClass) section.word(USUAL);
    Node header = section.text(HEADER);
    Node member = section.text(MEMBER);
    double[] shares = {
      section.number(CRITICAL), section.number(HIGH), section.number(NORMAL), section.number(LOW)
    };
    String inAnyCase = text(header).toLowerCase(Locale.ROOT);
    return new Priority(usual, inAnyCase, text(member), shares);
  }

  private static String text(Node node) {
    return node == null ? "" : node.text;
  }
}
