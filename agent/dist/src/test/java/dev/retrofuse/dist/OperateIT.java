package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ForkedJvm;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator changes by hand in a JVM that runs, and what is said of it. */
class OperateIT {
  private static final String RULES =
      """
      rules:
        - name: payments
          match: { http: { host: 127.0.0.1 } }
          breaker: { minimum-calls: 1000 }
      """;

  @TempDir Path folder;

  static Stream<File> jdks() {
    return Product.jdks().filter(home -> List.of(8, 17, 25).contains(Product.version(home)));
  }

  private static String run(int code, String command, ForkedJvm jvm, String... more) {
    List<String> words = new ArrayList<>(List.of(command, String.valueOf(jvm.pid())));
    words.addAll(List.of(more));
    Product.Outcome outcome = Product.retrofuse(words.toArray(new String[0]));
    assertEquals(code, outcome.code(), outcome::text);
    return outcome.text();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void opensClosesResetsAndObserves(File home) {
    try (FarSide far = new FarSide();
        ForkedJvm jvm = Product.console(home, Product.javaagent(Product.rules(folder, RULES)))) {
      String call = "http " + far.url("/");
      assertEquals("http 200", jvm.ask(call, "http"));
      String user = System.getProperty("user.name");

      String opened = run(0, "open", jvm, "pay", "--for", "30m");
      assertTrue(opened.matches("(?s).*payments/127.0.0.1:\\d+ of .*: open until 20.*"), opened);
      String refused = jvm.ask(call, "http");
      assertTrue(refused.contains("forced open by " + user + " until 20"), refused);
      jvm.await("closed since");
      jvm.await("now open: forced open by " + user + " until ");
      String status = run(0, "status", jvm);
      assertTrue(status.contains("forced by " + user + ", 29m"), status);

      String observed = run(0, "observe", jvm, "payments", "--json");
      assertTrue(observed.contains("\"rule\":\"payments\""), observed);
      assertEquals("http 200", jvm.ask(call, "http"));
      jvm.await("rule 'payments': " + user + " lets it observe until ");
      run(0, "observe", jvm, "payments", "--end");
      assertTrue(jvm.ask(call, "http").contains("forced open by"));

      run(0, "reset", jvm, "payments");
      assertEquals("http 200", jvm.ask(call, "http"));
      String wrong = run(1, "close", jvm, "paymets");
      assertTrue(wrong.contains("there is no breaker 'paymets'; did you mean 'payments'?"), wrong);
      run(0, "close", jvm, "payments", "--for", "1s");
      jvm.await("forced closed by " + user + ": the time is over");
      answersPrograms(jvm);
    }
  }

  private static void answersPrograms(ForkedJvm jvm) {
    assertTrue(run(0, "off", jvm, "--json").contains("\"on\":false,"));
    assertTrue(run(0, "on", jvm, "--json").contains("\"on\":true,"));
    String gone = "{\"pid\":" + jvm.pid() + ",\"attached\":false}";
    assertTrue(run(0, "detach", jvm, "--json").contains(gone));
  }
}
