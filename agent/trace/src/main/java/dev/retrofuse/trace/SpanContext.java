package dev.retrofuse.trace;

import dev.retrofuse.waist.RetrofuseSpan;
import java.util.concurrent.ThreadLocalRandom;

/** What the formats have in common: which trace, which parent, and what of it is recorded. */
final class SpanContext {
  /** Nobody has decided yet whether the trace is recorded. */
  static final char UNDECIDED = '?';

  static final char SAMPLED = '1';
  static final char NOT_SAMPLED = '0';

  /** B3's and Jaeger's: sampled, and by nobody to be undone. */
  static final char DEBUG = 'd';

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  /** How many digits a span id has. */
  static final int ID = 16;

  /** 32 digits of lower-case hex; null where only the sampling decision came. */
  final String traceId;

  /** 16 digits of lower-case hex; null where only the trace is known. */
  final String spanId;

  /** One of the constants here. */
  final char sampling;

  /** Whether the last 56 bits of the trace id are known to be random. */
  final boolean random;

  /** W3C's, valid; null for none. */
  final String tracestate;

  /** X-Ray's other fields, with their separators; empty for none. */
  final String lineage;

  /** Whether the span id was made here. */
  final boolean own;

  private SpanContext(
      String traceId,
      String spanId,
      char sampling,
      boolean random,
      String tracestate,
      String lineage,
      boolean own) {
    this.traceId = traceId;
    this.spanId = spanId;
    this.sampling = sampling;
    this.random = random;
    this.tracestate = tracestate;
    this.lineage = lineage;
    this.own = own;
  }

  static SpanContext of(String traceId, String spanId, char sampling) {
    return new SpanContext(traceId, spanId, sampling, false, null, "", false);
  }

  static SpanContext w3c(String traceId, String spanId, int flags, String tracestate) {
    char sampling = (flags & 1) == 0 ? NOT_SAMPLED : SAMPLED;
    return new SpanContext(traceId, spanId, sampling, (flags & 2) != 0, tracestate, "", false);
  }

  static SpanContext xRay(String traceId, String spanId, char sampling, String lineage) {
    return new SpanContext(traceId, spanId, sampling, false, null, lineage, false);
  }

  /** A trace that begins here. */
  static SpanContext begin(char sampling) {
    return new SpanContext(id() + id(), id(), sampling, true, null, "", true);
  }

  /** The same trace with a parent id made here. */
  SpanContext child() {
    return new SpanContext(traceId, id(), sampling, random, tracestate, lineage, true);
  }

  /**
   * That of a span that is recorded here.
   *
   * @param parent what came, which may lack all but baggage; or null
   */
  static SpanContext of(RetrofuseSpan span, SpanContext parent) {
    boolean random = parent == null || parent.traceId == null || parent.random;
    char sampling = span.sampled ? SAMPLED : NOT_SAMPLED;
    return new SpanContext(
        span.traceId,
        span.spanId,
        parent != null && parent.sampling == DEBUG ? DEBUG : sampling,
        random,
        span.tracestate,
        parent == null ? "" : parent.lineage,
        true);
  }

  boolean isSampled() {
    return sampling == SAMPLED || sampling == DEBUG;
  }

  /** A new span id. */
  static String id() {
    char[] digits = new char[ID];
    putId(digits, 0);
    return new String(digits);
  }

  /** Makes a span id and puts its 16 digits there. */
  static void putId(char[] text, int at) {
    long number = ThreadLocalRandom.current().nextLong();
    while (number == 0) {
      number = ThreadLocalRandom.current().nextLong();
    }
    for (int i = at + ID - 1; i >= at; i--) {
      text[i] = HEX[(int) number & 15];
      number >>>= 4;
    }
  }
}
