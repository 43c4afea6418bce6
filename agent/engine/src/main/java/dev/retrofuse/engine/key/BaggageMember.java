package dev.retrofuse.engine.key;

import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseThread;

/** A member of the baggage that the thread works for. */
public final class BaggageMember {
  private static final int LONGEST = 100;
  private static final String NONE = "(none)";

  private BaggageMember() {}

  /** Of its value; 0 where there is none. Allocates nothing. */
  public static long hash(String member) {
    String baggage = baggage();
    int start = start(baggage, member);
    return start < 0 ? 0 : Hash.with(Hash.EMPTY, baggage, start, end(baggage, start));
  }

  /** {@code tenant=acme}; cut where it is very long. */
  public static String name(String member) {
    String value = value(member);
    return member + "=" + (value == null ? NONE : value);
  }

  /** The value as it came, percent-encoded; null where there is none. */
  public static String value(String member) {
    String baggage = baggage();
    int start = start(baggage, member);
    return start < 0
        ? null
        : baggage.substring(start, Math.min(end(baggage, start), start + LONGEST));
  }

  /** Whether it has that value, in any case. Allocates nothing. */
  public static boolean is(String member, String value) {
    String baggage = baggage();
    int start = start(baggage, member);
    return start >= 0
        && end(baggage, start) - start == value.length()
        && baggage.regionMatches(true, start, value, 0, value.length());
  }

  private static String baggage() {
    RetrofuseContext context = RetrofuseThread.current().context();
    return context == null ? null : context.value("baggage");
  }

  /** Where the member's value begins; -1 without it. Validated lists only come here. */
  private static int start(String baggage, String member) {
    int at = baggage == null ? -1 : baggage.indexOf(member);
    for (; at >= 0; at = baggage.indexOf(member, at + 1)) {
      int equals = skipBlanks(baggage, at + member.length());
      boolean begins = at == 0 || baggage.charAt(at - 1) == ',' || baggage.charAt(at - 1) == ' ';
      if (begins && equals < baggage.length() && baggage.charAt(equals) == '=') {
        return skipBlanks(baggage, equals + 1);
      }
    }
    return -1;
  }

  private static int skipBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  private static int end(String baggage, int start) {
    int end = start;
    while (end < baggage.length() && " \t,;".indexOf(baggage.charAt(end)) < 0) {
      end++;
    }
    return end;
  }
}
