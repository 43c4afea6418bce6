package dev.retrofuse.engine.jdbc;

import java.util.Properties;

/** Copies of what connections are opened with: drivers write to what they are given. */
public final class Copies {
  private Copies() {}

  /** With the defaults of the given ones, and with values that are no texts. */
  public static Properties of(Properties given) {
    Properties copy = new Properties();
    for (String name : given.stringPropertyNames()) {
      copy.setProperty(name, given.getProperty(name));
    }
    copy.putAll(given);
    return copy;
  }
}
