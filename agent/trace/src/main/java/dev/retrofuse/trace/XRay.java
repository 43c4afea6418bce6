package dev.retrofuse.trace;

/** {@code X-Amzn-Trace-Id: Root=1-8digits-24digits;Parent=16digits;Sampled=1}, in any order. */
final class XRay extends OneHeader {
  private static final String NAME = "x-amzn-trace-id";
  private static final int LONGEST = 512;
  private static final int ROOT = "1-12345678-123456789012345678901234".length();
  private static final int EPOCH = 8;

  XRay() {
    super(NAME);
  }

  @Override
  SpanContext parse(String text) {
    if (text.length() > LONGEST || !isPrintable(text)) {
      return null;
    }
    String trace = null;
    String span = null;
    char sampling = SpanContext.UNDECIDED;
    StringBuilder rest = new StringBuilder();
    for (String part : text.split(";")) {
      String field = part.trim();
      if (field.startsWith("Root=")) {
        trace = root(field.substring(5));
      } else if (field.startsWith("Parent=")) {
        span = parent(field.substring(7));
        if (span == null) {
          return null;
        }
      } else if (field.startsWith("Sampled=")) {
        sampling = sampling(field.substring(8));
        if (sampling == 0) {
          return null;
        }
      } else if (field.indexOf('=') > 0) {
        rest.append(';').append(field);
      }
    }
    return trace == null ? null : SpanContext.xRay(trace, span, sampling, rest.toString());
  }

  private static String parent(String digits) {
    return digits.length() == 16 ? Ids.span(digits) : null;
  }

  /** 0 for what is none. */
  private static char sampling(String text) {
    boolean known = text.equals("1") || text.equals("0") || text.equals("?");
    return known ? text.charAt(0) : 0;
  }

  private static String root(String text) {
    boolean shaped =
        text.length() == ROOT && text.startsWith("1-") && text.charAt(2 + EPOCH) == '-';
    return shaped ? Ids.trace(text.substring(2, 2 + EPOCH) + text.substring(3 + EPOCH)) : null;
  }

  private static boolean isPrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  @Override
  public void write(SpanContext span, HeaderList to) {
    if (span.traceId == null) {
      return;
    }
    StringBuilder text = new StringBuilder("Root=1-");
    text.append(span.traceId, 0, EPOCH).append('-').append(span.traceId, EPOCH, 32);
    if (span.spanId != null) {
      text.append(";Parent=").append(span.spanId);
    }
    if (span.sampling != SpanContext.UNDECIDED) {
      text.append(";Sampled=").append(span.isSampled() ? '1' : '0');
    }
    to.add(NAME, text.append(span.lineage).toString());
  }
}
