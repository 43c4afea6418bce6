package dev.retrofuse.waist;

import java.util.Arrays;

/**
 * A trace context as it came in, validated, ready to be written to an outgoing message. Immutable.
 */
public final class RetrofuseContext {
  /** No context: what a thread returns to when it had none. */
  public static final RetrofuseContext NONE = new RetrofuseContext(new String[0]);

  private final String[] headers;

  /**
   * @param headers name, value, name, value, ... with {@code traceparent} first; names in lower
   *     case
   */
  public RetrofuseContext(String... headers) {
    this.headers = headers.clone();
  }

  /** How many headers it has. */
  public int size() {
    return headers.length / 2;
  }

  public String name(int index) {
    return headers[2 * index];
  }

  public String value(int index) {
    return headers[2 * index + 1];
  }

  /** The same with one more header. */
  RetrofuseContext and(String name, String value) {
    String[] more = Arrays.copyOf(headers, headers.length + 2);
    more[headers.length] = name;
    more[headers.length + 1] = value;
    return new RetrofuseContext(more);
  }

  /** The value of that header, or null. */
  public String value(String name) {
    for (int i = 0; i < size(); i++) {
      if (name(i).equals(name)) {
        return value(i);
      }
    }
    return null;
  }

  /**
   * What is left to write beside headers that the application or another agent has set: these are
   * never replaced or completed, and {@code baggage} is judged by itself.
   *
   * @param traced whether the message has a {@code traceparent}
   * @param baggage whether it has {@code baggage}
   */
  public RetrofuseContext beside(boolean traced, boolean baggage) {
    if (!traced && !baggage) {
      return this;
    }
    String[] left = new String[headers.length];
    int length = 0;
    for (int i = 0; i < size(); i++) {
      if (!(name(i).equals("baggage") ? baggage : traced)) {
        left[length++] = name(i);
        left[length++] = value(i);
      }
    }
    return new RetrofuseContext(Arrays.copyOf(left, length));
  }
}
