package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Where it is read how long the caller waits, and where it is written. Immutable. */
public final class Deadline {
  private final List<String> headers;
  private final long defaultNanos;
  private final String forward;

  /**
   * @param headers in lower case; the shortest time of those that a request has counts
   * @param defaultNanos of a request that has none of them; 0 for none
   * @param forward the header of outbound calls, in lower case; null for none
   */
  public Deadline(List<String> headers, long defaultNanos, String forward) {
    this.headers = Collections.unmodifiableList(new ArrayList<>(headers));
    this.defaultNanos = defaultNanos;
    this.forward = forward;
  }

  /** In lower case; unmodifiable. */
  public List<String> headers() {
    return headers;
  }

  /** How long a caller waits that does not say it, in nanoseconds; 0 for as long as it takes. */
  public long defaultNanos() {
    return defaultNanos;
  }

  /** The header of outbound calls, in lower case; null for none. */
  public String forward() {
    return forward;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Deadline
        && headers.equals(((Deadline) other).headers)
        && defaultNanos == ((Deadline) other).defaultNanos
        && Match.same(forward, ((Deadline) other).forward);
  }

  @Override
  public int hashCode() {
    return headers.hashCode() * 31 + Long.hashCode(defaultNanos);
  }
}
