package dev.retrofuse.agent;

import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The agent's argument: {@code key=value} pairs between commas; a value's comma is written {@code
 * %2C} and its percent sign {@code %25}.
 */
final class Arguments {
  private final Map<String, String> values = new LinkedHashMap<>();

  private Arguments() {}

  /**
   * @param text may be null
   * @throws IllegalArgumentException for a pair without {@code =}
   */
  static Arguments parse(String text) {
    Arguments arguments = new Arguments();
    if (text != null) {
      for (String pair : text.split(",", -1)) {
        arguments.add(pair.trim());
      }
    }
    return arguments;
  }

  private void add(String pair) {
    int at = pair.indexOf('=');
    if (at > 0) {
      values.put(pair.substring(0, at), decoded(pair.substring(at + 1)));
    } else if (!pair.isEmpty()) {
      throw new IllegalArgumentException(
          "agent argument '" + pair + "' is not of the form key=value, such as rules=FILE");
    }
  }

  private static String decoded(String value) {
    if (value.indexOf('%') < 0) {
      return value;
    }
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), "UTF-8");
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Null where absent or empty. */
  String get(String key) {
    String value = values.get(key);
    return value == null || value.isEmpty() ? null : value;
  }

  /**
   * A whole number; 0 where absent or empty.
   *
   * @throws IllegalArgumentException when it is none
   */
  long number(String key) {
    String value = get(key);
    try {
      return value == null ? 0 : Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + " must be a whole number, not '" + value + "'", e);
    }
  }

  /** As {@link #parse} reads it, without those keys. */
  String without(Collection<String> keys) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> value : values.entrySet()) {
      if (!keys.contains(value.getKey())) {
        text.append(text.length() == 0 ? "" : ",").append(value.getKey()).append('=');
        text.append(value.getValue().replace("%", "%25").replace(",", "%2C"));
      }
    }
    return text.toString();
  }

  /**
   * The rule file or folder: argument, system property, environment, in this order; null where none
   * is.
   */
  String rules() {
    return setting("rules", "retrofuse.rules", "RETROFUSE_RULES");
  }

  /** The environment whose overlay is to be applied: found alike; null where none is named. */
  String environment() {
    return setting("environment", "retrofuse.environment", "RETROFUSE_ENVIRONMENT");
  }

  private String setting(String key, String property, String variable) {
    String value = get(key);
    if (value == null) {
      value = System.getProperty(property);
    }
    return value == null ? System.getenv(variable) : value;
  }
}
