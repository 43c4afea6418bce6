package dev.retrofuse.instrumentation.logging;

/** A logger of one version of a library, whose lines are formatted and come back. */
public interface LoggedApplication {
  void put(String key, String value);

  void remove(String key);

  /** What the application itself finds in the MDC. */
  Object get(String key);

  void log(String message);

  void close();
}
