package dev.retrofuse.trace;

/** {@code b3: traceid-spanid-sampling-parentspanid}, or the sampling decision alone. */
final class B3 extends OneHeader {
  private static final String NAME = "b3";
  private static final int LONGEST = 32 + 16 + 1 + 16 + 3;

  B3() {
    super(NAME);
  }

  @Override
  SpanContext parse(String text) {
    if (text.length() > LONGEST) {
      return null;
    }
    String[] parts = text.split("-", -1);
    if (parts.length == 1) {
      char sampling = sampling(parts[0]);
      return sampling == 0 ? null : SpanContext.of(null, null, sampling);
    }
    char sampling = parts.length == 2 ? SpanContext.UNDECIDED : sampling(parts[2]);
    boolean parent = parts.length < 4 || isSpan(parts[3]);
    if (parts.length > 4 || sampling == 0 || !parent || !Ids.isWhole(parts[0])) {
      return null;
    }
    String trace = Ids.trace(parts[0]);
    return trace == null || !isSpan(parts[1])
        ? null
        : SpanContext.of(trace, Ids.span(parts[1]), sampling);
  }

  private static boolean isSpan(String digits) {
    return digits.length() == 16 && Ids.span(digits) != null;
  }

  /** 0 for a text that says none. */
  private static char sampling(String text) {
    return text.equals("1") || text.equals("0") || text.equals("d") ? text.charAt(0) : 0;
  }

  @Override
  public void write(SpanContext span, HeaderList to) {
    String decided = span.sampling == SpanContext.UNDECIDED ? "" : String.valueOf(span.sampling);
    if (span.traceId != null && span.spanId != null) {
      String ids = Ids.shortened(span.traceId) + '-' + span.spanId;
      to.add(NAME, decided.isEmpty() ? ids : ids + '-' + decided);
    } else if (span.traceId == null && !decided.isEmpty()) {
      to.add(NAME, decided);
    }
  }
}
