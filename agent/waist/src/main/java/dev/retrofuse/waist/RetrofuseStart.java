package dev.retrofuse.waist;

/**
 * Threads that are started for a request. A thread takes what is meant for it when it first asks;
 * until then nothing is done in it, and nothing has to be undone when it ends.
 */
public final class RetrofuseStart {
  // Whose threads serve many requests, whoever has them started: the lowest frame tells.
  private static final String[] HOUSEKEEPERS = {
    "java.",
    "javax.",
    "jdk.",
    "sun.",
    "com.sun.",
    "io.netty.",
    "org.jboss.",
    "org.xnio.",
    "io.undertow.",
    "org.eclipse.jetty.",
    "org.mortbay.",
    "org.apache.",
    "org.glassfish.",
    "okhttp3.",
    "com.squareup.",
    "okio.",
    "io.grpc.",
    "reactor.",
    "rx.",
    "io.reactivex.",
    "com.zaxxer.",
    "com.mchange.",
    "com.rabbitmq.",
    "io.nats.",
    "org.postgresql.",
    "com.mysql.",
    "org.mariadb.",
    "oracle.",
    "com.mongodb.",
    "redis.clients.",
    "io.lettuce.",
    "org.eclipse.paho.",
    "org.quartz.",
    "io.vertx.",
    "akka.",
    "scala.",
    "kotlinx.coroutines.",
    "com.ibm.ws.",
    "com.ibm.mq.",
    "com.ibm.msg."
  };

  // A thread of its own for each task.
  private static final String[] PER_TASK = {
    "java.util.concurrent.ThreadPerTaskExecutor", "java.util.concurrent.StructuredTaskScope"
  };

  private RetrofuseStart() {}

  /** This thread starts that one. */
  public static void starts(Thread thread) {
    RetrofuseCarried carried = RetrofuseCarried.capture();
    if (carried != null) {
      RetrofusePending.put(thread, carried);
    }
  }

  /** The current thread asks for what it carries, for the first time. */
  static void begun(RetrofuseThread first) {
    Thread thread = Thread.currentThread();
    RetrofuseCarried carried = RetrofusePending.take(thread);
    if (carried != null && (isVirtual(thread) || !isHousekeeper(lowest(new Throwable())))) {
      first.carry(carried);
    }
  }

  private static boolean isVirtual(Thread thread) {
    return thread.getClass().getName().equals("java.lang.VirtualThread");
  }

  /** The class whose method the thread was made to run. */
  private static String lowest(Throwable here) {
    StackTraceElement[] frames = here.getStackTrace();
    int lowest = frames.length - 1;
    while (lowest > 0 && frames[lowest].getClassName().equals("java.lang.Thread")) {
      lowest--;
    }
    return lowest < 0 ? "" : frames[lowest].getClassName();
  }

  static boolean isHousekeeper(String type) {
    return beginsWith(type, HOUSEKEEPERS) && !beginsWith(type, PER_TASK);
  }

  private static boolean beginsWith(String type, String[] starts) {
    for (String start : starts) {
      if (type.startsWith(start)) {
        return true;
      }
    }
    return false;
  }
}
