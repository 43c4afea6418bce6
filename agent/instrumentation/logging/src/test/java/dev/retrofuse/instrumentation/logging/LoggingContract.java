package dev.retrofuse.instrumentation.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.waist.RetrofuseThread;
import dev.retrofuse.waist.RetrofuseTrace;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for the log lines of every version of every library. */
abstract class LoggingContract {
  static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  static final String SPAN = "00f067aa0ba902b7";
  static final String IDS = TRACE + "|" + SPAN + "|01";

  /** The entries that {@link #lineOf} has. */
  static final Set<String> ALL =
      Set.of("trace_id=" + TRACE, "span_id=" + SPAN, "trace_flags=01", "user=u");

  private static final String PATTERN = "%X{trace_id}|%X{span_id}|%X{trace_flags}|%X{user}|%m";

  private final String application;
  private final String version;
  private TestAgent agent;
  private LoggedApplication logged;
  private Lines lines;

  LoggingContract(String application, String version) {
    this.application = application;
    this.version = version;
  }

  @BeforeEach
  void attach() throws Exception {
    agent = TestAgent.attach("trace: { logs: mdc }", new LoggingInstrumentation());
    start(false, PATTERN);
  }

  private void start(boolean later, String pattern) throws Exception {
    lines = new Lines();
    logged = LibraryVersion.of(version).start(application, lines, later, pattern);
  }

  @AfterEach
  void detach() {
    end();
    logged.remove("trace_id");
    logged.remove("user");
    logged.close();
    agent.close();
    assertEquals(List.of(), agent.faults());
  }

  /** A class of the library. */
  final Class<?> type(String name) throws ClassNotFoundException {
    return LibraryVersion.of(version).loadClass(name);
  }

  private static void begin() {
    RetrofuseTrace.begin("00-" + TRACE + "-" + SPAN + "-01", null, null);
  }

  private static void end() {
    RetrofuseThread.current().context = null;
  }

  private String line(String message) throws InterruptedException {
    logged.log(message);
    return lines.next();
  }

  @Test
  void theLibraryIsTheOneThatIsMeant() {
    assertSame(LibraryVersion.of(version), logged.getClass().getClassLoader());
  }

  @Test
  void aLineNamesTheTraceOfItsThread() throws Exception {
    begin();
    logged.put("user", "u");
    assertEquals(IDS + "|u|hello", line("hello"));
  }

  @Test
  void aLineOutsideOfRequestsNamesNone() throws Exception {
    assertEquals("||||before", line("before"));
    begin();
    assertEquals(IDS + "||in", line("in"));
    end();
    assertEquals("||||after", line("after"));
    logged.put("user", "u");
    assertEquals("|||u|own", line("own"));
  }

  @Test
  void theApplicationsOwnEntryWins() throws Exception {
    begin();
    logged.put("trace_id", "own");
    assertEquals("own|" + SPAN + "|01||hello", line("hello"));
  }

  @Test
  void theMdcItselfStaysAsItWas() throws Exception {
    begin();
    logged.put("user", "u");
    line("hello");
    assertNull(logged.get("trace_id"));
    assertNull(logged.get("span_id"));
    assertEquals("u", logged.get("user"));
  }

  @Test
  void anotherThreadWritesTheTraceOfTheOneThatLogged() throws Exception {
    logged.close();
    start(true, PATTERN);
    begin();
    assertEquals("later: " + IDS + "||in", line("in"));
    logged.put("user", "u");
    assertEquals("later: " + IDS + "|u|of user", line("of user"));
    end();
    assertEquals("later: |||u|outside", line("outside"));
    logged.remove("user");
    assertEquals("later: ||||bare", line("bare"));
  }

  @Test
  void whereThereIsAnMdcMessagesStayAsTheyAre() throws Exception {
    agent.rules("trace: { logs: messages }");
    begin();
    assertEquals(IDS + "||hello", line("hello"));
  }

  @Test
  void nothingUnlessTheRulesAskForIt() throws Exception {
    begin();
    agent.rules("trace: { mode: pass }");
    assertEquals("||||hello", line("hello"));
    agent.rules("trace: { logs: mdc }");
    assertEquals(IDS + "||asked", line("asked"));
  }

  /** A line of that pattern, logged while one entry is the application's and there is a trace. */
  final String lineOf(String pattern) throws Exception {
    logged.close();
    start(false, pattern);
    begin();
    logged.put("user", "u");
    return line("hello");
  }

  @Test
  void detachLeavesNothing() throws Exception {
    begin();
    assertEquals(IDS + "||hello", line("hello"));
    agent.close();
    assertEquals("||||detached", line("detached"));
    assertNull(logged.get("trace_id"));
  }
}
