package dev.retrofuse.trace;

import dev.retrofuse.waist.RetrofuseContext;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code tracestate}: up to 32 members {@code key=value}, over all fields of that name. One invalid
 * member makes the list invalid; empty members do not count.
 */
final class Tracestate {
  private static final int MOST_MEMBERS = 32;
  private static final int LONGEST_KEY = 256;

  /** Of the member that is written here: which span wrote it. */
  private static final String OWN = "retrofuse=";

  /** It, with as many digits as a span id has. */
  private static final String PLACE = OWN + "0000000000000000";

  private static final int LONGEST_VALUE = 256;

  /** Half of what proxies commonly take for all headers; the standard asks for 512 at least. */
  private static final int LONGEST = 4096;

  /** Members longer than this go first when the list must be shortened, says the standard. */
  private static final int LARGE_MEMBER = 128;

  private final List<String> members = new ArrayList<>(4);

  private Tracestate() {}

  /** The header to send on; null when there is none, an empty or an invalid one. */
  static String read(Object header) {
    if (header == null) {
      return null;
    }
    Object single = Fields.single(header);
    if (single instanceof String && goesOn((String) single)) { // nearly always
      return Chars.trim((String) single);
    }
    Fields fields = new Fields(header);
    String first = fields.next();
    return first == null ? null : new Tracestate().read(first, fields);
  }

  /**
   * The header with this agent's member in front, once.
   *
   * @param header that {@link #read} gave, or null
   */
  static String with(String header, String spanId) {
    return OWN + spanId + others(header);
  }

  /**
   * The same of a context that came, for the parent id that was put into the text.
   *
   * @param text to be used behind {@link Traceparent#LENGTH}
   */
  static String child(RetrofuseContext context, char[] text) {
    OWN.getChars(0, OWN.length(), text, Traceparent.LENGTH);
    int id = Traceparent.LENGTH + OWN.length();
    System.arraycopy(text, Traceparent.PARENT_ID, text, id, SpanContext.ID);
    String own = new String(text, Traceparent.LENGTH, OWN.length() + SpanContext.ID);
    if (context.made == null) {
      context.made = others(context.value("tracestate"));
    }
    return own.concat(context.made);
  }

  /** What follows this agent's member, its comma first. */
  private static String others(String header) {
    if (header == null || isPlain(header)) {
      return header == null ? "" : ",".concat(header);
    }
    Tracestate list = new Tracestate();
    list.members.add(PLACE);
    for (String member : header.split(",")) {
      String text = Chars.trim(member);
      if (!text.isEmpty() && !text.startsWith(OWN) && list.members.size() < MOST_MEMBERS) {
        list.members.add(text);
      }
    }
    return list.joined().substring(PLACE.length());
  }

  /** Whether a valid list can follow this agent's member as it stands. */
  private static boolean isPlain(String list) {
    int members = 2;
    char before = ',';
    for (int i = 0; i < list.length(); i++) {
      char c = list.charAt(i);
      if (Chars.isBlank(c) || (c == ',' && (before == ',' || ++members > MOST_MEMBERS))) {
        return false;
      }
      before = c;
    }
    return before != ',' && list.length() < LONGEST - PLACE.length() && !list.contains(OWN);
  }

  /** Whether it is valid, and need not be written anew. */
  private static boolean goesOn(String field) {
    int count = 0;
    int start = 0;
    while (start <= field.length()) {
      int comma = field.indexOf(',', start);
      int end = comma < 0 ? field.length() : comma;
      int from = Chars.skipBlanks(field, start, end);
      int to = Chars.trimBlanks(field, from, end);
      if (from < to && (!isMember(field, from, to) || ++count > MOST_MEMBERS)) {
        return false;
      }
      start = end + 1;
    }
    return count > 0 && field.length() <= LONGEST && field.indexOf('\t') < 0;
  }

  private String read(String first, Fields fields) {
    if (!addAll(first)) {
      return null;
    }
    boolean several = false;
    for (String field = fields.next(); field != null; field = fields.next()) {
      several = true;
      if (!addAll(field)) {
        return null;
      }
    }
    if (members.isEmpty()) {
      return null;
    }
    return several || first.indexOf('\t') >= 0 ? joined() : asItCame(Chars.trim(first));
  }

  private String asItCame(String field) {
    return field.length() <= LONGEST ? field : joined();
  }

  private boolean addAll(String field) {
    int start = 0;
    for (int comma = field.indexOf(','); comma >= 0; comma = field.indexOf(',', start)) {
      if (!add(field, start, comma)) {
        return false;
      }
      start = comma + 1;
    }
    return add(field, start, field.length());
  }

  private boolean add(String field, int from, int to) {
    int start = Chars.skipBlanks(field, from, to);
    int end = Chars.trimBlanks(field, start, to);
    if (start == end) {
      return true;
    }
    if (members.size() == MOST_MEMBERS || !isMember(field, start, end)) {
      return false;
    }
    members.add(field.substring(start, end));
    return true;
  }

  // The level 2 grammar: "@" anywhere but first; level 1 had it once, between tenant and system.
  private static boolean isMember(String text, int start, int end) {
    int at = start;
    while (at < end && isKeyCharacter(text.charAt(at))) {
      at++;
    }
    return at < end
        && isKeyStart(text.charAt(start))
        && at - start <= LONGEST_KEY
        && text.charAt(at) == '='
        && isValue(text, at + 1, end);
  }

  private static boolean isKeyStart(char c) {
    return Chars.isLowerLetter(c) || Chars.isDigit(c);
  }

  private static boolean isKeyCharacter(char c) {
    return isKeyStart(c) || c == '_' || c == '-' || c == '*' || c == '/' || c == '@';
  }

  private static boolean isValue(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '=') {
        return false;
      }
    }
    return start < end && end - start <= LONGEST_VALUE;
  }

  private String joined() {
    int length = members.size() - 1;
    for (String member : members) {
      length += member.length();
    }
    while (length > LONGEST) {
      length -= members.remove(leastWanted()).length() + 1;
    }
    return String.join(",", members);
  }

  private int leastWanted() {
    int last = members.size() - 1;
    for (int i = last; i >= 0; i--) {
      if (members.get(i).length() > LARGE_MEMBER) {
        return i;
      }
    }
    return last;
  }
}
