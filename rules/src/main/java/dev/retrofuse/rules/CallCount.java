package dev.retrofuse.rules;

/** How many of a step's calls: all, none, a number or a range. Immutable. */
public final class CallCount {
  /** What may be written. */
  static final String ALLOWED = "all, none, a number such as 10, or a range such as 5-12";

  private static final int MOST_DIGITS = 6;

  private final String text;
  private final int least;
  private final int most;

  private CallCount(String text, int least, int most) {
    this.text = text;
    this.least = least;
    this.most = most;
  }

  /** Null when it is none. */
  static CallCount parse(String text) {
    if (text.equals("all")) {
      return new CallCount(text, -1, -1);
    }
    if (text.equals("none")) {
      return new CallCount(text, 0, 0);
    }
    int dash = text.indexOf('-');
    int least = number(dash < 0 ? text : text.substring(0, dash));
    int most = dash < 0 ? least : number(text.substring(dash + 1));
    return least < 0 || most < least ? null : new CallCount(text, least, most);
  }

  private static int number(String text) {
    String digits = text.trim();
    boolean fits = !digits.isEmpty() && digits.length() <= MOST_DIGITS;
    int number = 0;
    for (int i = 0; i < digits.length() && fits; i++) {
      char c = digits.charAt(i);
      fits = c >= '0' && c <= '9';
      number = number * 10 + c - '0';
    }
    return fits ? number : -1;
  }

  /** Whether so many of all are meant. */
  public boolean fits(long count, long all) {
    return least < 0 ? count == all : count >= least && count <= most;
  }

  /** As written. */
  @Override
  public String toString() {
    return text;
  }
}
