package dev.retrofuse.waist;

import java.util.Arrays;

/** Headers of a trace context, validated, ready to be written to a message. Immutable. */
public final class RetrofuseContext {
  /** No context: what a thread returns to when it had none. */
  public static final RetrofuseContext NONE = new RetrofuseContext(new String[0]);

  private final String[] headers;
  private final int length;
  private final RetrofuseSpan span;

  /**
   * A text that whoever writes calls makes of these headers and would have to make for each call;
   * null for not yet.
   */
  public String made;

  /**
   * @param headers name, value, name, value, ... with names in lower case
   */
  public RetrofuseContext(String... headers) {
    this(null, headers);
  }

  /**
   * @param span that is recorded of what this is the context of; null for none
   */
  public RetrofuseContext(RetrofuseSpan span, String... headers) {
    this(span, headers.clone(), headers.length);
  }

  /**
   * @param headers likewise; nobody writes to them any more
   * @param length how many of them count
   */
  public RetrofuseContext(RetrofuseSpan span, String[] headers, int length) {
    this.span = span;
    this.headers = headers;
    this.length = length;
  }

  /** That is recorded of what this is the context of, ended or not; null for none. */
  public RetrofuseSpan span() {
    return span;
  }

  /** How many headers it has. */
  public int size() {
    return length / 2;
  }

  public String name(int index) {
    return headers[2 * index];
  }

  public String value(int index) {
    return headers[2 * index + 1];
  }

  /** The same with one more header. */
  RetrofuseContext and(String name, String value) {
    String[] more = Arrays.copyOf(headers, length + 2);
    more[length] = name;
    more[length + 1] = value;
    return new RetrofuseContext(null, more, more.length);
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
   * What is left to write beside a header that the application or another agent has set: a trace
   * that is there is neither replaced nor completed; baggage is judged by itself, and so is what is
   * neither.
   *
   * @param name of the header that is there
   */
  public RetrofuseContext beside(String name) {
    String[] left = new String[length];
    int count = 0;
    for (int i = 0; i < size(); i++) {
      if (!isOneWith(name, name(i))) {
        left[count++] = name(i);
        left[count++] = value(i);
      }
    }
    return new RetrofuseContext(null, left, count);
  }

  private static boolean isOneWith(String name, String other) {
    return knows(name) ? knows(other) && isBaggage(name) == isBaggage(other) : other.equals(name);
  }

  /** Whether a header of that name, in lower case, is of a trace context in any format. */
  public static boolean knows(String name) {
    return isBaggage(name)
        || name.equals("traceparent")
        || name.equals("tracestate")
        || name.equals("b3")
        || name.startsWith("x-b3-")
        || name.equals("uber-trace-id")
        || name.equals("x-amzn-trace-id");
  }

  private static boolean isBaggage(String name) {
    return name.equals("baggage") || name.startsWith("uberctx-");
  }
}
