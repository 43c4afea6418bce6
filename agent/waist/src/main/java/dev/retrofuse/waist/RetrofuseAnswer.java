package dev.retrofuse.waist;

/** What an application gets in place of a call that was refused or failed. Immutable. */
public final class RetrofuseAnswer {
  /** Stands for the last good answer to the same request, where one is kept. */
  public static final RetrofuseAnswer OF_BEFORE = new RetrofuseAnswer();

  private final int status;
  private final String[] headers;
  private final byte[] body;
  private final String replica;

  /** An answer that needs no content, such as that nothing was found. */
  public RetrofuseAnswer() {
    this(0, new String[0], new byte[0], null);
  }

  /** A connection to the database of that JDBC URL. */
  public RetrofuseAnswer(String replica) {
    this(0, new String[0], new byte[0], replica);
  }

  /**
   * An HTTP response.
   *
   * @param headers name, value, name, value, ...
   */
  public RetrofuseAnswer(int status, String[] headers, byte[] body) {
    this(status, headers, body, null);
  }

  private RetrofuseAnswer(int status, String[] headers, byte[] body, String replica) {
    this.replica = replica;
    this.status = status;
    this.headers = headers.clone();
    this.body = body.clone();
  }

  public int status() {
    return status;
  }

  /** Null for any other answer than a connection. */
  public String replica() {
    return replica;
  }

  /** How many header fields there are. */
  public int size() {
    return headers.length / 2;
  }

  public String name(int index) {
    return headers[2 * index];
  }

  public String value(int index) {
    return headers[2 * index + 1];
  }

  /** The value of a header field, by its name in any case; or null. */
  public String value(String name) {
    for (int i = 0; i < size(); i++) {
      if (name(i).equalsIgnoreCase(name)) {
        return value(i);
      }
    }
    return null;
  }

  /**
   * A copy of the body, which is the asker's own; null for what has none.
   *
   * @param method of the request
   */
  public byte[] bodyFor(String method) {
    boolean none = method.equalsIgnoreCase("HEAD") || status == 204 || status == 304;
    return none ? null : body.clone();
  }
}
