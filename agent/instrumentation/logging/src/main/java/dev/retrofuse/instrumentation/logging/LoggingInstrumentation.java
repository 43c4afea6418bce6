package dev.retrofuse.instrumentation.logging;

import static dev.retrofuse.weaving.MethodMatch.method;
import static dev.retrofuse.weaving.TypeInstrumentation.named;

import dev.retrofuse.weaving.LibraryInstrumentation;
import dev.retrofuse.weaving.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/**
 * Logback from 1.0 on, Log4j 1.2 and reload4j, Log4j 2, and JBoss LogManager from 1.2 on.
 *
 * <p>The trace is not put into the MDC, which would cost at every change of context and would have
 * to be taken out again. It is added to the line's own copy of the MDC, when the library makes that
 * on the thread that logs. {@code java.util.logging} has no MDC: there the message names the trace,
 * where the rules ask for that. JBoss' loggers have a {@code log} of their own.
 */
public final class LoggingInstrumentation implements LibraryInstrumentation {
  private static final String LOG4J2 = "org.apache.logging.log4j.";
  private static final String INJECTOR = LOG4J2 + "core.impl.ThreadContextDataInjector$";

  /** Up to 2.6, where the MDC of an event is a map; from 2.7 on there is another type here. */
  private static final String EVENT =
      ("(Ljava/lang/String;L/Marker;Ljava/lang/String;L/Level;L/message/Message;"
              + "Ljava/lang/Throwable;L/core/impl/ThrowableProxy;Ljava/util/Map;")
          .replace("L/", "Lorg/apache/logging/log4j/");

  private static final String ASYNC_EVENT =
      ("(L/core/async/AsyncLogger;Ljava/lang/String;L/Marker;Ljava/lang/String;L/Level;"
              + "L/message/Message;Ljava/lang/Throwable;Ljava/util/Map;")
          .replace("L/", "Lorg/apache/logging/log4j/");

  @Override
  public String name() {
    return "logging";
  }

  // A logger that is loaded is of no use before somebody brings a trace in.
  @Override
  public boolean onlyCarries() {
    return true;
  }

  @Override
  public List<TypeInstrumentation> types() {
    return Arrays.asList(
        named("ch.qos.logback.classic.spi.LoggingEvent")
            .advise(advice("LogbackAdvice"), method("getMDCPropertyMap", "()")),
        named("java.util.logging.Logger")
            .advise(advice("JulAdvice"), method("log", "(Ljava/util/logging/LogRecord;)")),
        named("org.apache.log4j.spi.LoggingEvent")
            .advise(advice("Log4j1Advice$Copy"), method("getMDCCopy", "()"))
            .advise(advice("Log4j1Advice$Get"), method("getMDC", "(Ljava/lang/String;)")),
        named(LOG4J2 + "core.impl.Log4jLogEvent")
            .advise(advice("Log4j2Advice$Event"), method("<init>", EVENT)),
        named(LOG4J2 + "core.impl.MutableLogEvent")
            .advise(advice("Log4j2Advice$Event"), method("setContextMap", "(Ljava/util/Map;)")),
        named(LOG4J2 + "core.async.RingBufferLogEvent")
            .advise(advice("Log4j2Advice$Event"), method("setValues", ASYNC_EVENT)),
        named(
                INJECTOR + "ForDefaultThreadContextMap",
                INJECTOR + "ForGarbageFreeThreadContextMap",
                INJECTOR + "ForCopyOnWriteThreadContextMap")
            .advise(
                advice("Log4j2Advice$Inject"), method("injectContextData", "(Ljava/util/List;")),
        named("org.jboss.logmanager.ExtLogRecord")
            .advise(advice("JbossAdvice$Copy"), method("copyMdc", "()"))
            .advise(advice("JbossAdvice$GetAll"), method("getMdcCopy", "()"))
            .advise(advice("JbossAdvice$Get"), method("getMdc", "(Ljava/lang/String;)")));
  }

  private static String advice(String name) {
    return "dev.retrofuse.instrumentation.logging." + name;
  }
}
