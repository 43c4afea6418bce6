package dev.retrofuse.trace;

import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseSpan;
import java.util.Arrays;

/** Headers in the making. */
final class HeaderList {
  private static final int USUAL = 4;

  private String[] headers = new String[USUAL];
  private int length;

  void add(String name, String value) {
    if (length == headers.length) {
      headers = Arrays.copyOf(headers, 2 * length);
    }
    headers[length++] = name;
    headers[length++] = value;
  }

  boolean isEmpty() {
    return length == 0;
  }

  int size() {
    return length / 2;
  }

  /** Null for no header. */
  RetrofuseContext context() {
    return length == 0 ? null : new RetrofuseContext(null, headers, length);
  }

  /** The headers of what that span is recorded of. */
  RetrofuseContext context(RetrofuseSpan span) {
    return new RetrofuseContext(span, headers, length);
  }
}
