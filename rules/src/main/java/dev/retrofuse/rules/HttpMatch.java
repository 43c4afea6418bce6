package dev.retrofuse.rules;

/** Which HTTP requests a rule guards. A null condition is none. */
public final class HttpMatch extends Match {
  private final Patterns method;
  private final Patterns host;
  private final IntRanges port;
  private final Patterns path;

  HttpMatch(Patterns method, Patterns host, IntRanges port, Patterns path) {
    this.method = method;
    this.host = host;
    this.port = port;
    this.path = path;
  }

  @Override
  public Kind kind() {
    return Kind.HTTP;
  }

  /**
   * Whether a request is guarded. A condition on something unknown (null) is not fulfilled.
   *
   * @param port the one connected to: 80 or 443 when the URL names none
   * @param path without the query
   */
  public boolean matches(String method, String host, int port, String path) {
    return (this.port == null || this.port.contains(port))
        && Patterns.matches(this.method, method)
        && Patterns.matches(this.host, host)
        && Patterns.matches(this.path, path);
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof HttpMatch)) {
      return false;
    }
    HttpMatch that = (HttpMatch) other;
    return same(method, that.method)
        && same(host, that.host)
        && same(port, that.port)
        && same(path, that.path);
  }

  @Override
  public int hashCode() {
    return hash(method, host) * 31 + hash(port, path);
  }

  @Override
  public String toString() {
    return "http: " + text("method", method, "host", host, "port", port, "path", path);
  }
}
