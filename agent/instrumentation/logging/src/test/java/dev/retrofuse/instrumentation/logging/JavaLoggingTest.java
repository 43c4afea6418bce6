package dev.retrofuse.instrumentation.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.waist.RetrofuseThread;
import dev.retrofuse.waist.RetrofuseTrace;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines of the JDK's own loggers, which have no MDC. */
class JavaLoggingTest {
  private static final String IDS =
      " trace_id=" + LoggingContract.TRACE + " span_id=" + LoggingContract.SPAN;

  private final Logger logger = Logger.getAnonymousLogger();
  private final Output output = new Output();
  private TestAgent agent;

  @BeforeEach
  void attach() {
    logger.setUseParentHandlers(false);
    logger.addHandler(output);
    agent = TestAgent.attach("trace: { logs: messages }", new LoggingInstrumentation());
    begin();
  }

  private static void begin() {
    RetrofuseTrace.begin(
        "00-" + LoggingContract.TRACE + "-" + LoggingContract.SPAN + "-01", null, null);
  }

  @AfterEach
  void detach() {
    RetrofuseThread.current().context = null;
    agent.close();
    assertEquals(List.of(), agent.faults());
  }

  @Test
  void aMessageEndsWithTheIdsOfItsThreadsTrace() {
    logger.info("hello");
    assertEquals("hello" + IDS, output.line);
    logger.entering("Type", "method");
    RetrofuseThread.current().context = null;
    logger.info("outside");
    assertEquals("outside", output.line);
  }

  @Test
  void placeholdersAndQuotesMeanWhatTheyMeant() {
    logger.log(Level.INFO, "{0} of {1} can''t", new Object[] {1, "two"});
    assertEquals("1 of two can't" + IDS, output.line);
    logger.log(Level.INFO, "don't {0}", "x");
    assertEquals("dont {0}" + IDS, output.line);
    logger.info("{0} alone can't");
    assertEquals("{0} alone can't" + IDS, output.line);
  }

  @Test
  void aMessageThatIsAKeyIsStillTranslated() {
    logger.logrb(Level.INFO, new Texts(), "greeting", "you");
    assertEquals("Hello, you" + IDS, output.line);
    logger.logrb(Level.INFO, new Texts(), "no key");
    assertEquals("no key" + IDS, output.line);
  }

  @Test
  void aRecordThatIsLoggedAgainHasThemOnceAndIsOtherwiseAsItWas() {
    Throwable thrown = new IllegalStateException();
    LogRecord line = new LogRecord(Level.INFO, "once");
    line.setThrown(thrown);
    line.setSourceMethodName("method");
    logger.log(line);
    logger.log(line);
    assertEquals("once" + IDS, output.line);
    assertSame(thrown, line.getThrown());
    assertEquals("method", line.getSourceMethodName());
    assertNull(line.getParameters());
  }

  @Test
  void theCallerIsStillTheOneThatLogs() {
    logger.info("hello");
    assertEquals("theCallerIsStillTheOneThatLogs", output.method);
  }

  @Test
  void aLineWithoutAMessageHasNone() {
    logger.log(Level.INFO, null, new IllegalStateException());
    assertEquals("null", output.line);
  }

  @Test
  void nothingUnlessTheRulesAskForIt() {
    for (String rules : List.of("trace: { logs: mdc }", "trace: { mode: pass }")) {
      agent.rules(rules);
      logger.info("hello");
      assertEquals("hello", output.line);
    }
    agent.rules("trace: { logs: messages }");
    logger.info("hello");
    assertEquals("hello" + IDS, output.line);
    agent.close();
    logger.info("hello");
    assertEquals("hello", output.line);
  }

  private static final class Output extends Handler {
    private String line;
    private String method;

    @Override
    public void publish(LogRecord record) {
      line = String.valueOf(new SimpleFormatter().formatMessage(record));
      method = record.getSourceMethodName();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static final class Texts extends ListResourceBundle {
    @Override
    protected Object[][] getContents() {
      return new Object[][] {{"greeting", "Hello, {0}"}};
    }
  }
}
