package com.example.mesh;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/** Which trace a line names that this thread logs now: all that the application can see of it. */
final class Seen {
  /** Of threads that work for no trace. */
  static final String NONE = "none";

  private static final ThreadLocal<String> LAST = new ThreadLocal<>();
  private static final Logger LOG = logger();

  private Seen() {}

  static String now() {
    LOG.info("now");
    String trace = LAST.get();
    LAST.remove();
    return trace == null ? NONE : trace;
  }

  private static Logger logger() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    AppenderBase<ILoggingEvent> keeper =
        new AppenderBase<ILoggingEvent>() {
          @Override
          public synchronized void doAppend(ILoggingEvent line) {
            append(line);
          }

          @Override
          protected void append(ILoggingEvent line) {
            LAST.set(line.getMDCPropertyMap().get("trace_id"));
          }
        };
    keeper.setContext(context);
    keeper.start();
    Logger logger = context.getLogger("seen");
    logger.setLevel(ch.qos.logback.classic.Level.INFO);
    logger.setAdditive(false);
    logger.addAppender(keeper);
    return logger;
  }
}
