package dev.retrofuse.instrumentation.logging;

import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.NullConfiguration;
import org.apache.logging.log4j.core.pattern.LogEventPatternConverter;
import org.apache.logging.log4j.core.pattern.PatternFormatter;
import org.apache.logging.log4j.core.pattern.PatternParser;

/** Logs by Log4j 2, later by its asynchronous loggers. */
public final class LoadedLog4j2 implements LoggedApplication {
  private final LoggerContext context;
  private final Logger logger;

  public LoadedLog4j2(Lines lines, boolean later, String pattern) {
    context = later ? new AsyncLoggerContext("later") : new LoggerContext("test");
    Configuration configuration = new NullConfiguration();
    context.start(configuration);
    LoggerConfig root = configuration.getLoggerConfig("");
    for (String console : List.copyOf(root.getAppenders().keySet())) {
      root.removeAppender(console);
    }
    Output output = new Output(configuration, lines, pattern);
    output.start();
    root.addAppender(output, null, null);
    root.setLevel(Level.INFO);
    context.updateLoggers();
    logger = context.getLogger("test");
  }

  @Override
  public void put(String key, String value) {
    ThreadContext.put(key, value);
  }

  @Override
  public void remove(String key) {
    ThreadContext.remove(key);
  }

  @Override
  public Object get(String key) {
    return ThreadContext.get(key);
  }

  @Override
  public void log(String message) {
    logger.info(message);
  }

  @Override
  public void close() {
    context.stop();
  }

  private static final class Output extends AbstractAppender {
    private final List<PatternFormatter> pattern;
    private final Lines lines;

    Output(Configuration configuration, Lines lines, String text) {
      super("output", null, null);
      this.lines = lines;
      pattern =
          new PatternParser(configuration, "Converter", LogEventPatternConverter.class).parse(text);
    }

    @Override
    public void append(LogEvent event) {
      lines.write(
          () -> {
            StringBuilder line = new StringBuilder();
            for (PatternFormatter part : pattern) {
              part.format(event, line);
            }
            return line.toString();
          });
    }
  }
}
