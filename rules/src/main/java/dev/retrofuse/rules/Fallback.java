package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

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
    LAST_GOOD("last-good", Kind.HTTP),
    EMPTY_RESULT("empty-result", Kind.JDBC),
    REPLICA("replica", Kind.JDBC),
    DROP("drop", Kind.MESSAGING),
    SPOOL("spool", Kind.MESSAGING);

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
  private final String text;
  private final LastGood lastGood;
  private final Spool spool;

  public Fallback(When when, Form form) {
    this(when, form, 0, Collections.<String>emptyList(), "", null, null);
  }

  /** Messages that are kept and sent later. */
  public Fallback(When when, Spool spool) {
    this(when, Form.SPOOL, 0, Collections.<String>emptyList(), "", null, spool);
  }

  /** The last good response to the same request. */
  public Fallback(When when, LastGood lastGood) {
    this(when, Form.LAST_GOOD, 0, Collections.<String>emptyList(), "", lastGood, null);
  }

  /** A connection to the replica of that URL. */
  public Fallback(When when, String replica) {
    this(when, Form.REPLICA, 0, Collections.<String>emptyList(), replica, null, null);
  }

  /**
   * A response.
   *
   * @param headers name, value, name, value, ...
   */
  public Fallback(When when, int status, List<String> headers, String body) {
    this(when, Form.RESPONSE, status, headers, body, null, null);
  }

  private Fallback(
      When when,
      Form form,
      int status,
      List<String> headers,
      String text,
      LastGood lastGood,
      Spool spool) {
    this.when = when;
    this.form = form;
    this.status = status;
    this.headers = Collections.unmodifiableList(new ArrayList<>(headers));
    this.text = text;
    this.lastGood = lastGood;
    this.spool = spool;
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
    return text;
  }

  /** Null for another form. */
  public LastGood lastGood() {
    return lastGood;
  }

  /** The JDBC URL of the replica; may hold credentials. */
  public String replica() {
    return text;
  }

  /** Where messages are kept; null but for {@link Form#SPOOL}. */
  public Spool spool() {
    return spool;
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
        && text.equals(that.text)
        && Objects.equals(lastGood, that.lastGood)
        && Objects.equals(spool, that.spool);
  }

  @Override
  public int hashCode() {
    return form.hashCode() * 31 + text.hashCode();
  }

  @Override
  public String toString() {
    return form + " for " + when;
  }
}
