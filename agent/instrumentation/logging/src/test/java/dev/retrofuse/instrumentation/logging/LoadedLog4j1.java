package dev.retrofuse.instrumentation.logging;

import org.apache.log4j.AppenderSkeleton;
import org.apache.log4j.AsyncAppender;
import org.apache.log4j.Logger;
import org.apache.log4j.MDC;
import org.apache.log4j.PatternLayout;
import org.apache.log4j.spi.LoggingEvent;

/** Logs by Log4j 1. */
public final class LoadedLog4j1 implements LoggedApplication {
  private final Logger logger = Logger.getLogger("test");

  public LoadedLog4j1(Lines lines, boolean later, String pattern) {
    Output output = new Output(lines, pattern);
    logger.setAdditivity(false);
    if (later) {
      AsyncAppender async = new AsyncAppender();
      async.addAppender(output);
      logger.addAppender(async);
    } else {
      logger.addAppender(output);
    }
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
    logger.removeAllAppenders();
  }

  private static final class Output extends AppenderSkeleton {
    private final PatternLayout layout;
    private final Lines lines;

    Output(Lines lines, String pattern) {
      layout = new PatternLayout(pattern);
      this.lines = lines;
    }

    @Override
    protected void append(LoggingEvent event) {
      lines.write(() -> layout.format(event));
    }

    @Override
    public boolean requiresLayout() {
      return false;
    }

    @Override
    public void close() {}
  }
}
