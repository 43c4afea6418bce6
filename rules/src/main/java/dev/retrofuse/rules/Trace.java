package dev.retrofuse.rules;

import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** What becomes of trace context in a whole JVM. Immutable. */
public final class Trace {
  private final Tracing calls;
  private final List<TraceFormat> read;
  private final double sampled;
  private final Networks addresses;
  private final Patterns destinations;
  private final TraceLogs logs;
  private final Spans spans;

  Trace(
      Tracing calls,
      List<TraceFormat> read,
      double sampled,
      Networks addresses,
      Patterns destinations,
      TraceLogs logs,
      Spans spans) {
    this.calls = calls;
    this.read = Collections.unmodifiableList(read);
    this.sampled = sampled;
    this.addresses = addresses;
    this.destinations = destinations;
    this.logs = logs;
    this.spans = spans;
  }

  /** Everything else by default. */
  public static Trace of(TraceMode mode) {
    return new Trace(
        Tracing.of(mode),
        Collections.singletonList(TraceFormat.W3C),
        1,
        null,
        null,
        TraceLogs.OFF,
        null);
  }

  /** What calls are told whose rule says nothing of it. */
  public Tracing calls() {
    return calls;
  }

  /** In which formats context is read; the first one that is there decides. At least one. */
  public List<TraceFormat> read() {
    return read;
  }

  /** The share of the traces begun here that are marked as sampled, 0 to 1. */
  public double sampled() {
    return sampled;
  }

  /** Whether {@link #acceptsFrom} needs the address. */
  public boolean asksForAddress() {
    return addresses != null;
  }

  /**
   * Whether the context of a request is taken.
   *
   * @param address of the caller: an InetAddress, its digits as a String, or null when not known
   */
  public boolean acceptsFrom(Object address) {
    return addresses == null || addresses.contain(address);
  }

  /** Whether the context of messages of that topic, queue or exchange is taken. */
  public boolean acceptsMessagesOf(String destination) {
    return Patterns.matches(destinations, destination);
  }

  /** Whether the MDC of log lines names the trace. */
  public boolean logs() {
    return logs != TraceLogs.OFF;
  }

  /** Whether messages of {@code java.util.logging} name the trace. */
  public boolean logsMessages() {
    return logs == TraceLogs.MESSAGES;
  }

  /** Where spans are sent; null where none is recorded. */
  public Spans spans() {
    return spans;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Trace)) {
      return false;
    }
    Trace that = (Trace) other;
    return calls.equals(that.calls)
        && read.equals(that.read)
        && sampled == that.sampled
        && Match.same(addresses, that.addresses)
        && Match.same(destinations, that.destinations)
        && logs == that.logs
        && Match.same(spans, that.spans);
  }

  @Override
  public int hashCode() {
    return Objects.hash(calls, read);
  }

  /** The mode, as written in a rule file. */
  @Override
  public String toString() {
    return calls.mode().word();
  }
}
