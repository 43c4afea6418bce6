package dev.retrofuse.rules;

import java.util.List;
import java.util.Map;

/** Which HTTP requests a rule guards. A null condition is none. */
public final class HttpMatch extends Match {
  private static final IntRanges ALL_PORTS = IntRanges.of(1, 65_535);

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
    return unmet(method, host, port, path) == null;
  }

  /** The key of the first condition that a request does not fulfil; null when it is guarded. */
  public String unmet(String method, String host, int port, String path) {
    if (this.port != null && !this.port.contains(port)) {
      return "port";
    }
    if (!Patterns.matches(this.method, method)) {
      return "method";
    }
    if (!Patterns.matches(this.host, host)) {
      return "host";
    }
    return Patterns.matches(this.path, path) ? null : "path";
  }

  /** Whether no condition keeps requests of that method out. */
  public boolean allowsMethod(String method) {
    return Patterns.matches(this.method, method);
  }

  // Every request has a method, a host, a port and a path, which begins with a slash.
  @Override
  public boolean covers(Match other) {
    if (!(other instanceof HttpMatch)) {
      return false;
    }
    HttpMatch that = (HttpMatch) other;
    return (port == null || port.covers(that.port == null ? ALL_PORTS : that.port))
        && Patterns.covers(method, that.method, "**")
        && Patterns.covers(host, that.host, "**")
        && Patterns.covers(path, that.path, "/**");
  }

  @Override
  public boolean meets(Match other) {
    if (!(other instanceof HttpMatch)) {
      return false;
    }
    HttpMatch that = (HttpMatch) other;
    return (port == null || that.port == null || port.meets(that.port))
        && Patterns.meet(method, that.method)
        && Patterns.meet(host, that.host)
        && Patterns.meet(path, that.path);
  }

  @Override
  public Map<String, List<String>> conditions() {
    return conditions("method", method, "host", host, "port", port, "path", path);
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
