package dev.retrofuse.rules;

/** The calls a breaker looks back on: those of the last time span, or the last so many. */
public final class Window {
  private final long nanos;
  private final int calls;

  private Window(long nanos, int calls) {
    this.nanos = nanos;
    this.calls = calls;
  }

  /** The calls that ended in the last {@code nanos} nanoseconds. */
  public static Window time(long nanos) {
    return new Window(nanos, 0);
  }

  /** The last {@code calls} calls. */
  public static Window count(int calls) {
    return new Window(0, calls);
  }

  public boolean isTime() {
    return nanos > 0;
  }

  /** The span in nanoseconds, 0 for a count-based window. */
  public long nanos() {
    return nanos;
  }

  /** The number of calls, 0 for a time-based window. */
  public int calls() {
    return calls;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Window
        && nanos == ((Window) other).nanos
        && calls == ((Window) other).calls;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(nanos) * 31 + calls;
  }

  @Override
  public String toString() {
    return isTime() ? Durations.text(nanos) : calls + " calls";
  }
}
