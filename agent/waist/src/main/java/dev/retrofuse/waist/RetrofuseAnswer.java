package dev.retrofuse.waist;

/** What an application gets in place of a call that was refused or failed. Immutable. */
public final class RetrofuseAnswer {
  private final int status;
  private final String[] headers;
  private final byte[] body;

  /** An answer that needs no content, such as that nothing was found. */
  public RetrofuseAnswer() {
    this(0, new String[0], new byte[0]);
  }

  /**
   * An HTTP response.
   *
   * @param headers name, value, name, value, ...
   */
  public RetrofuseAnswer(int status, String[] headers, byte[] body) {
    this.status = status;
    this.headers = headers.clone();
    this.body = body.clone();
  }

  public int status() {
    return status;
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

  /** A copy, which is the asker's own. */
  public byte[] body() {
    return body.clone();
  }
}
