package dev.retrofuse.waist;

import java.io.InputStream;
import java.lang.reflect.Field;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.Map;

/**
 * What the JDK's own {@link HttpURLConnection} keeps in its fields, of the same names from 8 to 26:
 * open to classes of java.base, as this is. Asked only for a call that is repeated, answered for or
 * kept. Where a field is missing there is none of these.
 */
final class RetrofuseUrlState {
  private static final String[] NAMES = {
    "responseCode",
    "responseMessage",
    "connected",
    "fixedContentLength",
    "fixedContentLengthLong",
    "chunkLength",
    "cachedResponse",
    "currentServerCredentials",
    "currentProxyCredentials",
    "requests",
    "responses",
    "inputStream",
    "errorStream",
    "rememberedException",
    "failedOnce"
  };
  private static final Map<String, Field> FIELDS = fields();

  private RetrofuseUrlState() {}

  /** Empty where one of them is missing or out of reach. */
  private static Map<String, Field> fields() {
    Map<String, Field> fields = new HashMap<String, Field>();
    try {
      Class<?> type = Class.forName("sun.net.www.protocol.http.HttpURLConnection", false, null);
      for (String name : NAMES) {
        fields.put(name, field(type, name));
      }
    } catch (ReflectiveOperationException hidden) {
      fields.clear();
    } catch (RuntimeException hidden) {
      fields.clear();
    }
    return fields;
  }

  private static Field field(Class<?> type, String name) throws NoSuchFieldException {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field;
        }
      }
    }
    throw new NoSuchFieldException(name);
  }

  /** Whether it can be read and written. */
  static boolean isKnown() {
    return !FIELDS.isEmpty() && RetrofuseUrlHeaders.canBeWritten();
  }

  /** Whether the request that was made can be made again by the JDK itself. */
  static boolean isRepeatable(HttpURLConnection connection) {
    return isKnown()
        && get(connection, "fixedContentLength").equals(-1)
        && get(connection, "fixedContentLengthLong").equals(-1L)
        && get(connection, "chunkLength").equals(-1)
        && get(connection, "cachedResponse") == null
        && !hasCredentials(connection)
        && RetrofuseUrlHeaders.canBeCleared(get(connection, "responses"));
  }

  /** Whether it has found some for the server or a proxy. */
  static boolean hasCredentials(HttpURLConnection connection) {
    return get(connection, "currentServerCredentials") != null
        || get(connection, "currentProxyCredentials") != null;
  }

  /** The headers of the request, of which it shows not all; null where they are not known. */
  static Object requests(HttpURLConnection connection) {
    return isKnown() ? get(connection, "requests") : null;
  }

  /** Puts back what it keeps of a failed request to how a new connection has it. */
  static void renew(HttpURLConnection connection) {
    RetrofuseUrlHeaders.clear(get(connection, "responses"));
    set(connection, "responseMessage", null);
    set(connection, "inputStream", null);
    set(connection, "errorStream", null);
    set(connection, "rememberedException", null);
    set(connection, "failedOnce", false);
  }

  /** What else it is to give out as the body. */
  static void read(HttpURLConnection connection, InputStream body) {
    set(connection, "inputStream", body);
  }

  /** Makes it a connection that has read that response. */
  static void answer(HttpURLConnection connection, RetrofuseUrlAnswer given) {
    boolean failed = given.failure != null;
    set(connection, "responseCode", given.status);
    set(connection, "responseMessage", given.message);
    set(connection, "inputStream", given.body);
    set(connection, "errorStream", failed ? given.body : null);
    // The JDK gives its error stream to who is connected, and throws again what it remembers.
    set(connection, "connected", failed);
    set(connection, "rememberedException", given.failure);
    given.writeHeaders(get(connection, "responses"));
  }

  private static Object get(HttpURLConnection connection, String name) {
    try {
      return FIELDS.get(name).get(connection);
    } catch (IllegalAccessException never) {
      throw new IllegalStateException(never);
    }
  }

  private static void set(HttpURLConnection connection, String name, Object value) {
    try {
      FIELDS.get(name).set(connection, value);
    } catch (IllegalAccessException never) {
      throw new IllegalStateException(never);
    }
  }
}
