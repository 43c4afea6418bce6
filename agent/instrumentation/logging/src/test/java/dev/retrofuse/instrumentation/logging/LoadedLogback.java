package dev.retrofuse.instrumentation.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
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

  /** Logback 1.0.0 has no asynchronous appender: this one defers as later ones do. */
  public LoadedLogback(Lines lines, boolean later, String pattern) {
    output = new Output(lines, later);
    output.layout.setContext(context);
    output.layout.setPattern(pattern);
    output.layout.start();
    output.setContext(context);
    output.start();
    logger.setAdditive(false);
    logger.addAppender(output);
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
    logger.detachAppender(output);
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
