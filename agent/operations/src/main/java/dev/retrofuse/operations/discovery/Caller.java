package dev.retrofuse.operations.discovery;

/** Whose call it is: the innermost class that is neither the JDK's nor a client library's. */
final class Caller {
  private static final String UNKNOWN = "(unknown)";

  private static final String[] PLATFORM = {
    "java.",
    "javax.",
    "jdk.",
    "sun.",
    "com.sun.",
    "dev.retrofuse.engine.",
    "dev.retrofuse.waist.",
    Caller.class.getName(),
    SeenCalls.class.getName(),
    DiscoveredCalls.class.getName(),
    WatchedCalls.class.getName()
  };

  /** Clients, drivers, pools and what stands between them and an application. */
  private static final String[] LIBRARIES = {
    "ch.qos.",
    "com.alibaba.druid.",
    "com.mchange.",
    "com.mysql.",
    "com.rabbitmq.",
    "com.zaxxer.",
    "com.microsoft.sqlserver.",
    "feign.",
    "io.grpc.",
    "io.lettuce.",
    "io.nats.",
    "io.netty.",
    "kotlin.",
    "net.sf.cglib.",
    "okhttp3.",
    "okio.",
    "oracle.",
    "org.apache.activemq.",
    "org.apache.commons.dbcp",
    "org.apache.commons.pool",
    "org.apache.hc.",
    "org.apache.http.",
    "org.apache.ibatis.",
    "org.apache.kafka.",
    "org.apache.tomcat.",
    "org.eclipse.paho.",
    "org.h2.",
    "org.hibernate.",
    "org.hsqldb.",
    "org.jooq.",
    "org.mariadb.",
    "org.postgresql.",
    "org.springframework.",
    "reactor.",
    "redis.clients.",
    "retrofit2."
  };

  private Caller() {}

  /** Where every class is a library's, the innermost one; {@code (unknown)} where there is none. */
  static String ofThisThread() {
    String library = UNKNOWN;
    for (StackTraceElement frame : new Throwable().getStackTrace()) {
      String name = frame.getClassName();
      if (begins(name, PLATFORM)) {
        continue;
      }
      if (!begins(name, LIBRARIES)) {
        return outermost(name);
      }
      library = library.equals(UNKNOWN) ? name : library;
    }
    return library;
  }

  private static boolean begins(String name, String[] starts) {
    for (String start : starts) {
      if (name.startsWith(start)) {
        return true;
      }
    }
    return false;
  }

  /** A lambda's or inner class' own name says little. */
  private static String outermost(String name) {
    int dollar = name.indexOf('$');
    return dollar > 0 ? name.substring(0, dollar) : name;
  }
}
