package dev.retrofuse.waist;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Which header fields decide whether an answer may be given to another request. */
final class RetrofuseKeptHeaders {
  /** Requests with these are somebody's own, or ask for a part. */
  private static final Set<String> OWN =
      set("authorization", "cookie", "cookie2", "range", "if-range");

  /** What a request says for others than who makes the content. */
  private static final Set<String> INCIDENTAL =
      set(
          "user-agent host connection keep-alive proxy-connection proxy-authorization cache-control"
              + " pragma if-modified-since if-none-match upgrade http2-settings traceparent"
              + " tracestate baggage b3 uber-trace-id x-request-id x-correlation-id");

  /** Of a connection, or said anew of an answer that is given. */
  private static final Set<String> NOT_GIVEN =
      set(
          "connection keep-alive proxy-authenticate proxy-connection te trailer transfer-encoding"
              + " upgrade content-length age");

  private RetrofuseKeptHeaders() {}

  private static Set<String> set(String... names) {
    return new HashSet<String>(Arrays.asList(names.length > 1 ? names : names[0].split(" ")));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Whether no answer to a request with that field is for anybody else. */
  static boolean isOwn(String name) {
    return OWN.contains(lower(name));
  }

  /** Whether requests that differ in that field alone may have the same answer. */
  static boolean isIncidental(String name) {
    String field = lower(name);
    return INCIDENTAL.contains(field)
        || field.startsWith("x-b3-")
        || name.equalsIgnoreCase(RetrofuseDeadline.header());
  }

  static boolean isGiven(String name) {
    return !NOT_GIVEN.contains(lower(name));
  }

  /** Whether an answer with that field must not be given again. */
  static boolean forbids(String name, String value) {
    switch (lower(name)) {
      case "set-cookie":
      case "set-cookie2":
        return true;
      case "cache-control":
        return names(value, "no-store", "no-cache", "private", "must-revalidate");
      case "vary":
        return variesByMore(value);
      default:
        return false;
    }
  }

  private static boolean names(String value, String... directives) {
    for (String part : lower(value).split(",")) {
      String directive = part.split("=")[0].trim();
      if (Arrays.asList(directives).contains(directive)) {
        return true;
      }
    }
    return false;
  }

  // All that is not incidental tells requests apart already.
  private static boolean variesByMore(String value) {
    for (String name : value.split(",")) {
      if (name.trim().equals("*") || isIncidental(name.trim())) {
        return true;
      }
    }
    return false;
  }
}
