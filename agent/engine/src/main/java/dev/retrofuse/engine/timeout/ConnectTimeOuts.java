package dev.retrofuse.engine.timeout;

import static dev.retrofuse.engine.timeout.ConnectTimeOut.connect;
import static dev.retrofuse.engine.timeout.ConnectTimeOut.reads;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.retrofuse.engine.jdbc.Copies;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;

/** The time-outs of its own with which a driver is to open one connection. */
final class ConnectTimeOuts {
  /** By how the names of a driver's classes begin, since some take the URLs of others. */
  private static final Map<String, ConnectTimeOut[]> KNOWN = new LinkedHashMap<>();

  static {
    know("com.ibm.db2.", connect("loginTimeout", SECONDS, 0));
    know("com.microsoft.sqlserver.", connect("loginTimeout", SECONDS, 15));
    know(
        "com.mysql.",
        connect("connectTimeout", MILLISECONDS, 0),
        reads("socketTimeout", MILLISECONDS));
    know("net.sourceforge.jtds.", connect("loginTimeout", SECONDS, 0));
    know(
        "oracle.jdbc.",
        connect("oracle.net.CONNECT_TIMEOUT", MILLISECONDS, 60),
        connect("oracle.jdbc.loginTimeout", SECONDS, 0));
    know("org.mariadb.", connect("connectTimeout", MILLISECONDS, 30));
    know(
        "org.postgresql.", connect("connectTimeout", SECONDS, 10), reads("socketTimeout", SECONDS));
  }

  private final Properties properties;
  private boolean lasts;

  private ConnectTimeOuts(Properties properties) {
    this.properties = properties;
  }

  private static void know(String driver, ConnectTimeOut... timeOuts) {
    KNOWN.put(driver, timeOuts);
  }

  /**
   * Null where nothing is known that the driver could be told.
   *
   * @param given the application's properties, which stay as they are
   */
  static ConnectTimeOuts of(Object source, String url, Object given, long nanos) {
    ConnectTimeOut[] known = source instanceof Driver ? known(source.getClass().getName()) : null;
    if (known == null || !(given instanceof Properties)) {
      return null;
    }
    ConnectTimeOuts own = new ConnectTimeOuts(Copies.of((Properties) given));
    boolean lifts = canLift((Driver) source, url);
    boolean any = false;
    for (ConnectTimeOut timeOut : known) {
      if ((lifts || !timeOut.lasts) && timeOut.isFree(url, own.properties, nanos)) {
        timeOut.set(own.properties, stricter(nanos));
        own.lasts |= timeOut.lasts;
        any = true;
      }
    }
    return any ? own : null;
  }

  private static ConnectTimeOut[] known(String driver) {
    for (Map.Entry<String, ConnectTimeOut[]> each : KNOWN.entrySet()) {
      if (driver.startsWith(each.getKey())) {
        return each.getValue();
      }
    }
    return null;
  }

  /** The application's own for all drivers would give way to a property. */
  private static long stricter(long nanos) {
    long all = SECONDS.toNanos(DriverManager.getLoginTimeout());
    return all > 0 ? Math.min(all, nanos) : nanos;
  }

  /** Whether the connection can be told later that a time-out of its reads no longer holds. */
  private static boolean canLift(Driver driver, String url) {
    if (System.getSecurityManager() != null) {
      return false; // which may forbid it
    }
    int major = driver.getMajorVersion();
    if (driver.getClass().getName().startsWith("org.postgresql.")) {
      return major > 42 || (major == 42 && driver.getMinorVersion() >= 2);
    }
    // With several hosts further connections are opened later, with the same properties.
    return url.startsWith("jdbc:mysql://") && url.indexOf(',') < 0 && (major > 5 || isOf41(driver));
  }

  private static boolean isOf41(Driver driver) {
    try {
      ClassLoader loader = driver.getClass().getClassLoader();
      Class.forName("com.mysql.jdbc.ConnectionImpl", false, loader)
          .getMethod("setNetworkTimeout", Executor.class, int.class);
      return true;
    } catch (ReflectiveOperationException | LinkageError older) {
      return false;
    }
  }

  Properties properties() {
    return properties;
  }

  /** Takes away what would hold for longer than connecting. */
  void liftFrom(Connection connection) throws SQLException {
    if (lasts) {
      connection.setNetworkTimeout(NetworkTimeOut.HERE, 0);
    }
  }
}
