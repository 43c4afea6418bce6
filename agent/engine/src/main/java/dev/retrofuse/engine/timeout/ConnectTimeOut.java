package dev.retrofuse.engine.timeout;

import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** One property of a driver that limits how long it connects. */
final class ConnectTimeOut {
  private final String name;
  private final TimeUnit unit;
  private final long usualNanos;

  /** Whether it goes on to hold for what the connection does later. */
  final boolean lasts;

  private ConnectTimeOut(String name, TimeUnit unit, long usualNanos, boolean lasts) {
    this.name = name;
    this.unit = unit;
    this.usualNanos = usualNanos;
    this.lasts = lasts;
  }

  /**
   * Of connecting alone.
   *
   * @param usualSeconds what holds without it; 0 for no limit
   */
  static ConnectTimeOut connect(String name, TimeUnit unit, long usualSeconds) {
    long usual = usualSeconds == 0 ? Long.MAX_VALUE : TimeUnit.SECONDS.toNanos(usualSeconds);
    return new ConnectTimeOut(name, unit, usual, false);
  }

  /** Of every read from the socket. */
  static ConnectTimeOut reads(String name, TimeUnit unit) {
    return new ConnectTimeOut(name, unit, Long.MAX_VALUE, true);
  }

  /** Whether it would be stricter than what holds, and the application has not said it itself. */
  boolean isFree(String url, Properties given, long nanos) {
    return nanos < usualNanos
        && given.getProperty(name) == null
        && System.getProperty(name) == null
        && !url.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT) + "=");
  }

  /** Rounded up, for 0 would be no limit. */
  void set(Properties properties, long nanos) {
    long one = unit.toNanos(1);
    properties.setProperty(name, Long.toString(Math.min(Integer.MAX_VALUE, 1 + (nanos - 1) / one)));
  }
}
