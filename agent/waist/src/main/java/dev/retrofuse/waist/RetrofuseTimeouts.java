package dev.retrofuse.waist;

import java.net.HttpURLConnection;

/** The time-outs of a {@link HttpURLConnection}: made stricter for a call, never longer. */
final class RetrofuseTimeouts {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private RetrofuseTimeouts() {}

  static void set(HttpURLConnection connection, RetrofuseExchange exchange) {
    int connect = millis(exchange.limit(RetrofuseGuard.CONNECT));
    if (isStricter(connect, connection.getConnectTimeout())) {
      exchange.connectMillis = connection.getConnectTimeout();
      connection.setConnectTimeout(connect);
    }
    int read = millis(exchange.limit(RetrofuseGuard.READ));
    if (isStricter(read, connection.getReadTimeout())) {
      exchange.readMillis = connection.getReadTimeout();
      connection.setReadTimeout(read);
    }
  }

  static void setBack(HttpURLConnection connection, RetrofuseExchange exchange) {
    if (exchange.connectMillis >= 0) {
      connection.setConnectTimeout(exchange.connectMillis);
      exchange.connectMillis = -1;
    }
    if (exchange.readMillis >= 0) {
      connection.setReadTimeout(exchange.readMillis);
      exchange.readMillis = -1;
    }
  }

  /** 0 stands for no time-out on either side. */
  private static boolean isStricter(int millis, int than) {
    return millis > 0 && (than == 0 || millis < than);
  }

  // Up, because 0 would be no time-out.
  private static int millis(long nanos) {
    return (int) Math.min(Integer.MAX_VALUE, (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
  }
}
