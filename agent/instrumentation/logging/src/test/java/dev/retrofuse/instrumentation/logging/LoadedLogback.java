package dev.retrofuse.instrumentation.logging;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Logs by Logback. */
public final class LoadedLogback implements LoggedApplication {
  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Logger logger = context.getLogger("test");
  private final Output output;
  private final Appender<ILoggingEvent> appender;

  public LoadedLogback(Lines lines, boolean later, String pattern) {
    boolean async = later && hasAsyncAppender();
    output = new Output(lines, later && !async);
    output.layout.setContext(context);
    output.layout.setPattern(pattern);
    output.layout.start();
    output.setContext(context);
    output.start();
    logger.setAdditive(false);
    appender = async ? async() : output;
    logger.addAppender(appender);
  }

  /** Logback 1.0.0 has none, so that the appender here defers as later ones do. */
  private static boolean hasAsyncAppender() {
    try {
      Class.forName("ch.qos.logback.classic.AsyncAppender");
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private Appender<ILoggingEvent> async() {
    AsyncAppender async = new AsyncAppender();
    async.setContext(context);
    async.addAppender(output);
    async.start();
    return async;
  }

  @Override
  public void put(String key, String value) {
    MDC.put(key, value);
  }

  @Override
  public void remove(String key) {
    MDC.remove(key);
  }

  @Override
  public Object get(String key) {
    return MDC.get(key);
  }

  @Override
  public void log(String message) {
    logger.info(message);
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    appender.stop();
    output.thread.shutdown();
  }

  private static final class Output extends AppenderBase<ILoggingEvent> {
    final PatternLayout layout = new PatternLayout();
    final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Lines lines;
    private final boolean later;

    Output(Lines lines, boolean later) {
      this.lines = lines;
      this.later = later;
    }

    @Override
    protected void append(ILoggingEvent event) {
      if (later) {
        event.prepareForDeferredProcessing();
        thread.execute(() -> lines.write(() -> layout.doLayout(event)));
      } else {
        lines.write(() -> layout.doLayout(event));
      }
    }
  }
}
