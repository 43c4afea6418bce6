package dev.retrofuse.engine.key;

import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseThread;

/** A header of the inbound request that the thread serves. Names are in lower case. */
public final class RequestHeader {
  private static final int LONGEST = 100;
  private static final String NONE = "(none)";

  private RequestHeader() {}

  /** Of its value's beginning; 0 where there is none. Allocates nothing. */
  public static long hash(String header) {
    String value = value(header);
    return value == null ? 0 : Hash.with(Hash.EMPTY, value, 0, Math.min(LONGEST, value.length()));
  }

  /** {@code x-tenant=acme}; cut where it is very long. */
  public static String name(String header) {
    String value = value(header);
    String told = value == null ? NONE : value.substring(0, Math.min(LONGEST, value.length()));
    return header + "=" + told;
  }

  /** Whether it has that value, in any case. Allocates nothing. */
  public static boolean is(String header, String value) {
    return value.equalsIgnoreCase(value(header));
  }

  private static String value(String header) {
    RetrofuseContext headers = RetrofuseThread.current().headers();
    return headers == null ? null : headers.value(header);
  }
}
