package dev.retrofuse.rules;

import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** What outbound calls are told of the trace that they belong to. Immutable. */
public final class Tracing {
  private final TraceMode mode;
  private final List<TraceFormat> write;
  private final Patterns tracestate;
  private final Patterns baggage;
  private final SqlTrace sql;
  private final RedisTrace redis;
  private final boolean recorded;
  private final boolean writesW3c;

  Tracing(
      TraceMode mode,
      List<TraceFormat> write,
      Patterns tracestate,
      Patterns baggage,
      SqlTrace sql,
      RedisTrace redis,
      boolean recorded) {
    this.mode = mode;
    this.write = Collections.unmodifiableList(write);
    this.tracestate = tracestate;
    this.baggage = baggage;
    this.sql = sql;
    this.redis = redis;
    this.recorded = recorded;
    writesW3c = write.isEmpty() || (write.size() == 1 && write.get(0) == TraceFormat.W3C);
  }

  static Tracing of(TraceMode mode) {
    return new Tracing(
        mode, Collections.<TraceFormat>emptyList(), null, null, SqlTrace.OFF, RedisTrace.OFF, true);
  }

  public TraceMode mode() {
    return mode;
  }

  /** In which formats; empty for those in which the trace came. */
  public List<TraceFormat> write() {
    return write;
  }

  /** Whether W3C's headers are all that is written of a trace that came in them alone. */
  public boolean writesW3c() {
    return writesW3c;
  }

  /** How databases are told it. */
  public SqlTrace sql() {
    return sql;
  }

  /** Whether entries of Redis streams tell it in fields. */
  public RedisTrace redis() {
    return redis;
  }

  /** Whether its calls are recorded as spans, where the file says that spans are. */
  public boolean recorded() {
    return recorded;
  }

  /** Whether there are members of tracestate or baggage that do not leave. */
  public boolean filters() {
    return tracestate != null || baggage != null;
  }

  /** Whether there may be such members of tracestate. */
  public boolean filtersState() {
    return tracestate != null;
  }

  /** Whether there may be such members of baggage. */
  public boolean filtersBaggage() {
    return baggage != null;
  }

  /** Whether a tracestate member of that key leaves. */
  public boolean allowsState(String key) {
    return Patterns.matches(tracestate, key);
  }

  /** Whether a baggage member of that key leaves. */
  public boolean allowsBaggage(String key) {
    return Patterns.matches(baggage, key);
  }

  /** Keys of baggage that are named in full where it is said which may leave. */
  public List<String> baggageKeys() {
    return baggage == null ? Collections.<String>emptyList() : baggage.literals();
  }

  Patterns tracestate() {
    return tracestate;
  }

  Patterns baggage() {
    return baggage;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Tracing)) {
      return false;
    }
    Tracing that = (Tracing) other;
    return mode == that.mode
        && sql == that.sql
        && redis == that.redis
        && recorded == that.recorded
        && write.equals(that.write)
        && Match.same(tracestate, that.tracestate)
        && Match.same(baggage, that.baggage);
  }

  @Override
  public int hashCode() {
    return Objects.hash(mode, sql, redis, write, tracestate, baggage);
  }
}
