package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ForkedJvm;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code top} at a real terminal, and without one. */
class TopIT {
  private static final String RULES =
      """
      rules:
        - name: payments
          match: { http: { host: 127.0.0.1 } }
          breaker: { minimum-calls: 1000 }
      """;

  @TempDir Path folder;

  private ForkedJvm console() {
    return Product.console(ForkedJvm.ownHome(), Product.javaagent(Product.rules(folder, RULES)));
  }

  @Test
  void actsAfterAQuestionAndLeavesTheTerminalAsItWas() throws Exception {
    try (FarSide far = new FarSide();
        ForkedJvm jvm = console()) {
      String call = "http " + far.url("/");
      assertEquals("http 200", jvm.ask(call, "http"));
      try (PseudoTerminal terminal = PseudoTerminal.retrofuse("top", jvm.pid())) {
        terminal.await("payments");
        assertEquals("http 200", jvm.ask(call, "http"));
        terminal.await(" ms "); // counted because somebody looks on
        terminal.type("o");
        terminal.await("open for 10 minutes? y/n");
        terminal.type("n");
        assertEquals("http 200", jvm.ask(call, "http"));
        terminal.type("oy");
        terminal.await("done: open payments/127.0.0.1:");
        assertTrue(jvm.ask(call, "http").contains("forced open by"));
        terminal.type("b");
        terminal.await("observe for 10m? y/n");
        terminal.type("y");
        terminal.await("done: observe payments");
        assertEquals("http 200", jvm.ask(call, "http"));
        terminal.type("?");
        terminal.await("Keys of retrofuse top");
        terminal.type("xe");
        terminal.await("closed since");
        terminal.type("q");
        terminal.await("code 0");
        terminal.assertAsItWas();
      }
    }
  }

  @Test
  void anInterruptLeavesTheTerminalAsItWas() throws Exception {
    try (ForkedJvm jvm = console();
        PseudoTerminal terminal = PseudoTerminal.retrofuse("top", jvm.pid())) {
      terminal.await("No call that a rule is for");
      terminal.type("\003");
      terminal.await("code 130");
      terminal.assertAsItWas();
    }
  }

  @Test
  void withoutATerminalItShowsTheLastSecond() {
    try (FarSide far = new FarSide();
        ForkedJvm jvm = console()) {
      assertEquals("http 200", jvm.ask("http " + far.url("/"), "http"));
      Product.Outcome once = Product.retrofuse("top", String.valueOf(jvm.pid()));
      assertEquals(0, once.code(), once::text);
      assertTrue(once.text().contains("CLOSED  payments  127.0.0.1:"), once::text);
      assertFalse(once.text().contains("\u001b"), once::text);
      Product.Outcome json = Product.retrofuse("top", String.valueOf(jvm.pid()), "--json");
      assertTrue(json.text().contains("\"callsPerSecond\":"), json::text);
    }
  }
}
