package dev.retrofuse.trace;

import dev.retrofuse.rules.Tracing;
import dev.retrofuse.waist.RetrofuseContext;

/** Leaves out the members of tracestate and baggage that the rules keep here. */
final class Allowed {
  private static final String JAEGER = "uberctx-";

  private Allowed() {}

  /** The same where nothing has to stay here; null when nothing is left. */
  static RetrofuseContext of(RetrofuseContext headers, Tracing calls) {
    HeaderList left = null;
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i);
      String value = headers.value(i);
      String leaves = leaves(name, value, calls);
      if (left == null && !value.equals(leaves)) {
        left = before(headers, i);
      }
      if (left != null && leaves != null) {
        left.add(name, leaves);
      }
    }
    return left == null ? headers : left.context();
  }

  private static HeaderList before(RetrofuseContext headers, int end) {
    HeaderList before = new HeaderList();
    for (int i = 0; i < end; i++) {
      before.add(headers.name(i), headers.value(i));
    }
    return before;
  }

  /** What of a header leaves; null for nothing. */
  private static String leaves(String name, String value, Tracing calls) {
    if (name.equals("tracestate")) {
      return calls.filtersState() ? members(value, calls, true) : value;
    }
    if (!calls.filtersBaggage()) {
      return value;
    }
    if (name.equals("baggage")) {
      return members(value, calls, false);
    }
    boolean stays =
        name.startsWith(JAEGER) && !calls.allowsBaggage(name.substring(JAEGER.length()));
    return stays ? null : value;
  }

  private static String members(String list, Tracing calls, boolean state) {
    StringBuilder left = null;
    boolean all = true;
    for (int start = 0; start <= list.length(); ) {
      int comma = list.indexOf(',', start);
      int end = comma < 0 ? list.length() : comma;
      String member = list.substring(start, end);
      String key = key(member);
      boolean allowed = state ? calls.allowsState(key) : calls.allowsBaggage(key);
      String trimmed = member.trim();
      all &= allowed && trimmed.length() == member.length();
      if (allowed) {
        left = left == null ? new StringBuilder(list.length()) : left.append(',');
        left.append(trimmed);
      }
      start = end + 1;
    }
    return all ? list : left == null ? null : left.toString();
  }

  /** What stands before a member's first equals sign. */
  static String key(String member) {
    int equals = member.indexOf('=');
    return member.substring(0, equals < 0 ? member.length() : equals).trim();
  }
}
