package dev.retrofuse.trace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;

/**
 * The values of one header in order, whatever form the library gives them in. Bounded: at most 128
 * values and 65,536 characters in all.
 */
final class Fields {
  private static final int MOST = 128;
  private static final int LONGEST = 65_536;

  /** Stands for a value that is too long to read; no header's grammar accepts it. */
  private static final String UNREADABLE = "\u0000";

  private final Iterator<?> iterator;
  private final Enumeration<?> enumeration;
  private Object single;
  private int valuesLeft = MOST;
  private int charactersLeft = LONGEST;

  Fields(Object header) {
    iterator = iterator(header);
    enumeration = header instanceof Enumeration ? (Enumeration<?>) header : null;
    single = iterator == null && enumeration == null ? header : null;
  }

  private static Iterator<?> iterator(Object header) {
    if (header instanceof Iterable) {
      return ((Iterable<?>) header).iterator();
    }
    if (header instanceof Iterator) {
      return (Iterator<?>) header;
    }
    return header instanceof Object[] ? Arrays.asList((Object[]) header).iterator() : null;
  }

  /** Whether there is no value at all. Takes none. */
  static boolean isEmpty(Object header) {
    if (header == null || header instanceof String) {
      return header == null;
    }
    if (header instanceof List) {
      return ((List<?>) header).isEmpty();
    }
    return (header instanceof Enumeration && !((Enumeration<?>) header).hasMoreElements())
        || (header instanceof Iterator && !((Iterator<?>) header).hasNext())
        || (header instanceof Iterable && !((Iterable<?>) header).iterator().hasNext());
  }

  /** The one value, without white space around it; null for none, for several, or an empty one. */
  static String only(Object header) {
    Object single = single(header);
    if (single instanceof String) { // nearly always
      String text = (String) single;
      return text.length() <= LONGEST ? notEmpty(Chars.trim(text)) : null;
    }
    Fields fields = new Fields(header);
    String only = fields.next();
    if (only == null || fields.next() != null) {
      return null;
    }
    return notEmpty(Chars.trim(only));
  }

  /** The value of a header that has one; the header where that is not to be seen at once. */
  static Object single(Object header) {
    if (header instanceof String || !(header instanceof List)) {
      return header;
    }
    List<?> list = (List<?>) header;
    return list.size() == 1 ? list.get(0) : null;
  }

  private static String notEmpty(String text) {
    return text.isEmpty() ? null : text;
  }

  /** The next value, never null within the list; null at its end. */
  String next() {
    Object value = null;
    while (value == null && hasNext() && valuesLeft-- > 0) {
      value = take();
    }
    return value == null ? null : text(value);
  }

  private boolean hasNext() {
    if (iterator != null) {
      return iterator.hasNext();
    }
    return enumeration != null ? enumeration.hasMoreElements() : single != null;
  }

  private Object take() {
    if (iterator != null) {
      return iterator.next();
    }
    if (enumeration != null) {
      return enumeration.nextElement();
    }
    Object value = single;
    single = null;
    return value;
  }

  private String text(Object value) {
    if (value instanceof CharSequence) {
      return fits(((CharSequence) value).length()) ? readable(value.toString()) : UNREADABLE;
    }
    if (value instanceof byte[]) {
      byte[] bytes = (byte[]) value;
      // What is not ASCII is invalid in all three headers; this keeps it so and cannot fail.
      return fits(bytes.length)
          ? readable(new String(bytes, StandardCharsets.ISO_8859_1))
          : UNREADABLE;
    }
    return readable(value.toString());
  }

  private String readable(String text) {
    if (text == null || !fits(text.length())) {
      return UNREADABLE;
    }
    charactersLeft -= text.length();
    return text;
  }

  private boolean fits(int length) {
    return length <= charactersLeft;
  }
}
