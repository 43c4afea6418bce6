package dev.retrofuse.instrumentation.logging;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.MDC;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.AsyncHandler;

/** Logs by JBoss LogManager. */
public final class LoadedJboss implements LoggedApplication {
  private final Logger logger = LogContext.create().getLogger("test");
  private final Handler handler;

  public LoadedJboss(Lines lines, boolean later, String pattern) {
    Output output = new Output(lines, pattern);
    handler = later ? later(output) : output;
    logger.addHandler(handler);
  }

  private static Handler later(Output output) {
    AsyncHandler async = new AsyncHandler();
    async.addHandler(output);
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
    logger.log(Level.INFO, message);
  }

  @Override
  public void close() {
    handler.close();
  }

  private static final class Output extends Handler {
    private final PatternFormatter formatter;
    private final Lines lines;

    Output(Lines lines, String pattern) {
      formatter = new PatternFormatter(pattern);
      this.lines = lines;
    }

    @Override
    public void publish(LogRecord line) {
      lines.write(() -> formatter.format((ExtLogRecord) line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
