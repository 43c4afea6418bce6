package dev.retrofuse.trace;

import dev.retrofuse.rules.RedisTrace;
import dev.retrofuse.rules.Trace;
import dev.retrofuse.rules.TraceMode;
import dev.retrofuse.rules.Tracing;
import dev.retrofuse.waist.RetrofuseAgent;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseTrace;

/**
 * Trace context as the rules have it: read in their formats, told to calls in their modes.
 *
 * <p>Headers are read in the forms that libraries give them in: null, a String, bytes, any object
 * by its {@code toString()}, or an Enumeration, Iterator, Iterable or array of these. At most
 * 65,536 characters of each are looked at.
 */
public class TraceHook extends RetrofuseTrace {
  private final Trace rules;
  private final TraceCounts counts;
  private final Inbound inbound;
  private final Outbound outbound;

  public TraceHook(Trace rules, TraceCounts counts) {
    this(rules, counts, rules.calls().mode() == TraceMode.START);
  }

  /**
   * @param starts whether a trace begins where none came
   */
  TraceHook(Trace rules, TraceCounts counts, boolean starts) {
    this.rules = rules;
    this.counts = counts;
    Format[] formats = Formats.toRead(rules.read());
    outbound = new Outbound(formats, rules.sampled());
    inbound = new Inbound(formats, rules, starts ? outbound : null, counts);
  }

  @Override
  protected Object[] fields() {
    return inbound.fields();
  }

  @Override
  protected boolean asks() {
    return rules.asksForAddress();
  }

  @Override
  protected boolean trusts(Object address) {
    return counted(rules.acceptsFrom(address));
  }

  @Override
  protected boolean trustsMessagesOf(String destination) {
    return counted(rules.acceptsMessagesOf(destination));
  }

  private boolean counted(boolean trusted) {
    if (!trusted) {
      counts.untrusted();
    }
    return trusted;
  }

  @Override
  protected RetrofuseContext extract(Object[] values) {
    try {
      return inbound.read(values);
    } catch (Throwable fault) { // a library's header object that throws
      RetrofuseAgent.fault(fault, "trace");
      return null;
    }
  }

  @Override
  protected RetrofuseContext inject(RetrofuseContext context, Object tracing) {
    return outbound.write(context, calls(tracing));
  }

  final Tracing calls(Object tracing) {
    return tracing instanceof Tracing ? (Tracing) tracing : rules.calls();
  }

  final Outbound outbound() {
    return outbound;
  }

  @Override
  protected boolean writesFields(Object tracing) {
    return calls(tracing).redis() == RedisTrace.FIELDS;
  }

  @Override
  protected String[] logEntries(RetrofuseContext context) {
    return rules.logs() ? LogEntries.of(outbound.parent(context)) : null;
  }

  @Override
  protected boolean logsMessages() {
    return rules.logsMessages();
  }
}
