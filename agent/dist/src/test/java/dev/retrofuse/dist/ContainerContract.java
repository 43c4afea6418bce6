package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ForkedJvm;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds where the application's class loader hides the boot loader's packages: the legacy
 * console is guarded as on a class path, and no setting of the container says anything of us.
 */
abstract class ContainerContract {
  private static final String RULES =
      """
      rules:
        - name: payments
          match:
            http: { host: 127.0.0.1, path: /pay/** }
          breaker: { minimum-calls: 5, open-wait: 60s, max-open-wait: 60s }
        - name: orders-db
          match:
            jdbc: { url: "jdbc:h2:**" }
          failures: { sql-states: ["22"] }
          breaker: { minimum-calls: 5, open-wait: 60s, max-open-wait: 60s }
      """;
  private static final String WRONG_SQL = "jdbc SELECT CAST('x' AS INT)";
  private static final String NO_NUMBER = "jdbc failed org.h2.jdbc.JdbcSQLDataException";
  private static final String DEAD_PORT =
      "http failed java.net.ConnectException: Connection refused";

  @TempDir Path folder;

  /** What {@code doctor} calls it. */
  abstract String system();

  /** Starts the console in the container. */
  abstract ForkedJvm start(File home, String... options);

  static Stream<File> jdks() {
    return Product.jdks();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void withTheJvm(File home) {
    Path rules = Product.rules(folder, RULES);
    try (ForkedJvm jvm = start(home, Product.javaagent(rules))) {
      breaks(jvm);
      restores(jvm);
      assertNoFault(jvm);
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void attached(File home) {
    Path rules = Product.rules(folder, RULES);
    try (ForkedJvm jvm = start(home)) {
      passes(jvm);
      List<String> before = ClassBytes.of(jvm, folder);
      assertEquals("ok", Attach.command(jvm.pid(), folder, "attach,rules=" + rules));
      assertFalse(before.equals(ClassBytes.of(jvm, folder)), "nothing is woven");
      breaks(jvm);
      examined(jvm);
      restores(jvm);
      assertTrue(before.equals(ClassBytes.of(jvm, folder)), "a class is still woven");
      assertNoFault(jvm);
    }
  }

  private void examined(ForkedJvm jvm) {
    Product.Outcome doctor = Product.retrofuse("doctor", "" + jvm.pid());
    String text = doctor.text();
    assertEquals(0, doctor.code(), text);
    String modules = "OK       modules    " + system() + " found; nothing has to be set for it";
    assertTrue(doctor.lines().contains(modules), text);
    assertEquals(1, text.split("OK       modules", -1).length - 1, text);
    assertTrue(text.contains("OK       agent      Retrofuse is attached"), text);
    assertFalse(text.contains("WARNING  note") || text.contains("has met no call"), text);
  }

  private void breaks(ForkedJvm jvm) {
    assertEquals("visible none", jvm.ask("visible sun.misc.Unsafe", "visible"));
    assertEquals("visible null", jvm.ask("visible java.lang.RetrofuseGuard", "visible"));
    assertEquals("jdbc 1", jvm.ask("jdbc SELECT 1", "jdbc"));
    assertRefused(jvm, WRONG_SQL, "java.sql.SQLTransientConnectionException", "orders-db");
    assertRefused(jvm, deadPort(), "java.net.ConnectException", "payments");
    String status = Attach.reply(jvm.pid(), folder, "status");
    assertCounted(status, "orders-db");
    assertCounted(status, "payments");
  }

  private static void assertRefused(ForkedJvm jvm, String ask, String failure, String rule) {
    String client = ask.substring(0, ask.indexOf(' '));
    String answer = "";
    for (int i = 0; i < 20 && !answer.contains(rule); i++) {
      answer = jvm.ask(ask, client);
    }
    assertTrue(answer.startsWith(client + " failed " + failure), answer);
    assertTrue(answer.contains(rule), answer);
  }

  private static void assertCounted(String status, String rule) {
    assertTrue(number(status, rule, "calls") >= 5, status);
    assertTrue(number(status, rule, "refused") >= 1, status);
  }

  private static long number(String status, String rule, String field) {
    Matcher matcher =
        Pattern.compile("\"rule\":\"" + rule + "\"[^}]*\"" + field + "\":(\\d+)").matcher(status);
    assertTrue(matcher.find(), status);
    return Long.parseLong(matcher.group(1));
  }

  private void restores(ForkedJvm jvm) {
    assertEquals("ok", Attach.command(jvm.pid(), folder, "detach"));
    passes(jvm);
    Remains.assertNone(jvm);
  }

  /** More failures than any breaker here lets through, each the library's own. */
  private static void passes(ForkedJvm jvm) {
    String deadPort = deadPort();
    for (int i = 0; i < 8; i++) {
      String sql = jvm.ask(WRONG_SQL, "jdbc");
      assertTrue(sql.startsWith(NO_NUMBER), sql);
      String http = jvm.ask(deadPort, "http");
      assertTrue(http.startsWith(DEAD_PORT), http);
    }
  }

  /** A call of a port at which nobody listens any more. */
  private static String deadPort() {
    try (FarSide far = new FarSide()) {
      return "http " + far.url("/pay/1");
    }
  }

  private static void assertNoFault(ForkedJvm jvm) {
    for (String line : jvm.lines()) {
      assertFalse(line.contains("NoClassDefFoundError"), line);
      assertFalse(line.contains("[retrofuse]") && line.contains("fault"), line);
      assertFalse(line.contains("left alone") || line.contains("steps aside"), line);
    }
  }
}
