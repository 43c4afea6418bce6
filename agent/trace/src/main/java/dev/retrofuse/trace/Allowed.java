package dev.retrofuse.trace;

import dev.retrofuse.rules.Tracing;
import dev.retrofuse.waist.RetrofuseContext;

/** Leaves out the members of tracestate and baggage that the rules keep here. */
final class Allowed {
  private static final String JAEGER = "uberctx-";

  private Allowed() {}

  /** Null when nothing is left. */
  static RetrofuseContext of(RetrofuseContext headers, Tracing calls) {
    HeaderList left = new HeaderList();
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i);
      String value = headers.value(i);
      if (name.equals("tracestate")) {
        add(name, members(value, calls, true), left);
      } else if (name.equals("baggage")) {
        add(name, members(value, calls, false), left);
      } else if (!name.startsWith(JAEGER) || calls.allowsBaggage(name.substring(JAEGER.length()))) {
        left.add(name, value);
      }
    }
    return left.context();
  }

  private static void add(String name, String value, HeaderList to) {
    if (!value.isEmpty()) {
      to.add(name, value);
    }
  }

  private static String members(String list, Tracing calls, boolean state) {
    StringBuilder left = new StringBuilder();
    for (String member : list.split(",")) {
      String key = key(member);
      if (state ? calls.allowsState(key) : calls.allowsBaggage(key)) {
        left.append(left.length() == 0 ? "" : ",").append(member.trim());
      }
    }
    return left.toString();
  }

  /** What stands before a member's first equals sign. */
  static String key(String member) {
    int equals = member.indexOf('=');
    return member.substring(0, equals < 0 ? member.length() : equals).trim();
  }
}
