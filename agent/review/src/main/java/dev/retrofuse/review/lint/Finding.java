package dev.retrofuse.review.lint;

import dev.retrofuse.rules.Place;

/** A rule that does not what it seems to. */
public final class Finding {
  private final Code code;
  private final String rule;
  private final Place place;
  private final String text;
  private final String advice;

  Finding(Code code, String rule, Place place, String text, String advice) {
    this.code = code;
    this.rule = rule;
    this.place = place;
    this.text = text;
    this.advice = advice;
  }

  public Code code() {
    return code;
  }

  /** The rule's name. */
  public String rule() {
    return rule;
  }

  public Place place() {
    return place;
  }

  /** What is so, and why, in one line. */
  public String text() {
    return text;
  }

  /** What to do about it. */
  public String advice() {
    return advice;
  }

  /** {@code file:line:column: rule 'name': text; advice [code]}. */
  @Override
  public String toString() {
    return place + ": rule '" + rule + "': " + text + "; " + advice + " [" + code + "]";
  }
}
