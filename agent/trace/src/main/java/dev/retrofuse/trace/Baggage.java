package dev.retrofuse.trace;

/**
 * {@code baggage}: members {@code key=value;property;property=value}, over all fields of that name.
 * An invalid member is dropped alone; so is one that would make the list longer than 64 members or
 * 8,192 characters.
 */
final class Baggage {
  private static final int MOST_MEMBERS = 64;
  private static final int LONGEST = 8192;

  private final StringBuilder list = new StringBuilder();
  private int members;
  private boolean dropped;

  private Baggage() {}

  /** The header to send on; null when nothing valid is there. */
  static String read(Object header) {
    if (header == null) {
      return null;
    }
    Fields fields = new Fields(header);
    String first = fields.next();
    return first == null ? null : new Baggage().read(first, fields);
  }

  /** Whether it can stand behind a member's equals sign. */
  static boolean isValue(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isValueCharacter(text.charAt(i))) {
        return false;
      }
    }
    return text.length() <= LONGEST;
  }

  /** Both lists as one, within the bounds of one; null for none. */
  static String joined(String first, String second) {
    if (first == null || second == null) {
      return first == null ? second : first;
    }
    Baggage both = new Baggage();
    both.addAll(first);
    both.addAll(second);
    return both.list.toString();
  }

  private String read(String first, Fields fields) {
    addAll(first);
    boolean several = false;
    for (String field = fields.next(); field != null; field = fields.next()) {
      several = true;
      addAll(field);
    }
    if (members == 0) {
      return null;
    }
    String field = Chars.trim(first);
    boolean changed = several || dropped || field.length() > LONGEST || field.indexOf('\t') >= 0;
    return changed ? list.toString() : field;
  }

  private void addAll(String field) {
    int start = 0;
    for (int comma = field.indexOf(','); comma >= 0; comma = field.indexOf(',', start)) {
      add(field, start, comma);
      start = comma + 1;
    }
    add(field, start, field.length());
  }

  private void add(String field, int from, int to) {
    int start = Chars.skipBlanks(field, from, to);
    int end = Chars.trimBlanks(field, start, to);
    if (members == MOST_MEMBERS || !isMember(field, start, end) || !append(field, start, end)) {
      dropped = true;
    }
  }

  // White space is allowed between the parts of a member only, so that none of it is needed.
  private boolean append(String field, int start, int end) {
    int before = list.length();
    if (before > 0) {
      list.append(',');
    }
    for (int i = start; i < end; i++) {
      char c = field.charAt(i);
      if (!Chars.isBlank(c)) {
        list.append(c);
      }
    }
    if (list.length() > LONGEST) {
      list.setLength(before);
      return false;
    }
    members++;
    return true;
  }

  private static boolean isMember(String text, int start, int end) {
    int at = pair(text, start, end, true);
    while (at >= 0 && at < end && text.charAt(at) == ';') {
      at = pair(text, Chars.skipBlanks(text, at + 1, end), end, false);
    }
    return at == end;
  }

  /** Where what begins as {@code key = value} or {@code key} ends; -1 when it does not. */
  private static int pair(String text, int start, int end, boolean needsValue) {
    int at = start;
    while (at < end && isToken(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      return -1;
    }
    at = Chars.skipBlanks(text, at, end);
    if (at == end || text.charAt(at) != '=') {
      return needsValue ? -1 : at;
    }
    at = Chars.skipBlanks(text, at + 1, end);
    while (at < end && isValueCharacter(text.charAt(at))) {
      at++;
    }
    return Chars.skipBlanks(text, at, end);
  }

  private static boolean isToken(char c) {
    return Chars.isLowerLetter(c)
        || Chars.isDigit(c)
        || (c >= 'A' && c <= 'Z')
        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }

  private static boolean isValueCharacter(char c) {
    return c > ' ' && c <= '~' && c != '"' && c != ',' && c != ';' && c != '\\';
  }
}
