package dev.retrofuse.review.lint;

/** Clients that make a failed call again by themselves, if nobody has told them otherwise. */
public enum KnownClient {
  APACHE_HTTPCLIENT_4("apache-httpclient-4", 3, "I/O errors"),
  APACHE_HTTPCLIENT_5("apache-httpclient-5", 1, "I/O errors, 429 and 503");

  private final String word;
  private final int retries;
  private final String after;

  KnownClient(String word, int retries, String after) {
    this.word = word;
    this.retries = retries;
    this.after = after;
  }

  int retries() {
    return retries;
  }

  /** After which failures. */
  String after() {
    return after;
  }

  /** As commands call it. */
  @Override
  public String toString() {
    return word;
  }
}
