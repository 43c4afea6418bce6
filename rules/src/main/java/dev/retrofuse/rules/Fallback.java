package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the application gets in place of a call that was refused, or failed. Immutable. */
public final class Fallback {
  /** The library's own exception, as without any fallback. */
  public static final Fallback NONE = new Fallback(When.REFUSED, Form.EXCEPTION);

  /** In place of which calls. */
  public enum When {
    REFUSED("refused"),
    FAILED("failed");

    private final String word;

    When(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /** What is given. */
  public enum Form {
    EXCEPTION("exception", null),
    RESPONSE("response", Kind.HTTP),
    EMPTY_RESULT("empty-result", Kind.JDBC),
    DROP("drop", Kind.MESSAGING);

    private final String word;
    private final Kind kind;

    Form(String word, Kind kind) {
      this.word = word;
      this.kind = kind;
    }

    /** Whether calls of that kind can be given it; null for a kind that is not known. */
    boolean suits(Kind of) {
      return kind == null || of == null || kind == of;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  private final When when;
  private final Form form;
  private final int status;
  private final List<String> headers;
  private final String body;

  public Fallback(When when, Form form) {
    this(when, form, 0, Collections.<String>emptyList(), "");
  }

  /**
   * A response.
   *
   * @param headers name, value, name, value, ...
   */
  public Fallback(When when, int status, List<String> headers, String body) {
    this(when, Form.RESPONSE, status, headers, body);
  }

  private Fallback(When when, Form form, int status, List<String> headers, String body) {
    this.when = when;
    this.form = form;
    this.status = status;
    this.headers = Collections.unmodifiableList(new ArrayList<>(headers));
    this.body = body;
  }

  public Form form() {
    return form;
  }

  /** Also in place of calls that were made and failed. */
  public boolean afterFailures() {
    return when == When.FAILED;
  }

  /** Of a response; else 0. */
  public int status() {
    return status;
  }

  /** Name, value, name, value, ... of a response. */
  public List<String> headers() {
    return headers;
  }

  /** Of a response; may be empty. */
  public String body() {
    return body;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Fallback)) {
      return false;
    }
    Fallback that = (Fallback) other;
    return when == that.when
        && form == that.form
        && status == that.status
        && headers.equals(that.headers)
        && body.equals(that.body);
  }

  @Override
  public int hashCode() {
    return form.hashCode() * 31 + body.hashCode();
  }

  @Override
  public String toString() {
    return form + " for " + when;
  }
}
