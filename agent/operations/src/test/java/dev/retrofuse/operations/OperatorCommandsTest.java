package dev.retrofuse.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.GuardStatus;
import dev.retrofuse.rules.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorCommandsTest {
  private static final String RULES =
      """
      rules:
        - { name: payments, match: { http: { host: 'pay*' } }, scope: host, breaker: {} }
        - { name: payouts, match: { http: { host: out } }, breaker: { by: route, minimum-calls: 3 } }
        - { name: limits, match: { http: { host: lim } }, bulkhead: { max-concurrent: 2 } }
        - { name: shadow, match: { http: { host: shadow } }, mode: observe, breaker: {} }
      """;

  @TempDir Path folder;

  private final Written written = new Written();
  private final RealView view = new RealView(new EventLog(written.log));
  private OperatorCommands commands;

  @BeforeEach
  void call() throws Exception {
    Path file = Files.writeString(folder.resolve("rules.yaml"), RULES);
    RuleSource rules = new RuleSource(file.toFile(), null, view::apply, written.log);
    rules.load();
    commands = new OperatorCommands(view, rules);
    for (String host : List.of("pay1", "pay2", "out", "lim", "shadow")) {
      RealView.call(host, false);
    }
  }

  @AfterEach
  void close() {
    view.close();
  }

  private String open(String word, boolean every) {
    return commands.breakers("open", word, every, 600, "ann");
  }

  /** Rules and keys of those that somebody has forced. */
  private String forced() {
    return view.guards().stream()
        .filter(guard -> guard.forced() != null)
        .map(BreakerNames::name)
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "payments/pay1:80, payments/pay1:80",
    "payments/pay2, payments/pay2:80",
    "payo, payouts/out:80",
    "payouts, payouts/out:80",
    "payouts/out:80, payouts/out:80",
  })
  void opensWhatIsMeant(String word, String expected) {
    String answer = open(word, false);
    assertEquals(expected, forced());
    assertTrue(answer.startsWith("{\"command\":\"open\",\"by\":\"ann\",\"until\":\"20"), answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "payments | rule 'payments' has 2 breakers: name one ('payments/pay1:80', 'payments/pay2:80')"
            + ", or say --all",
        "payments/pay | 'payments/pay' may be 'payments/pay1:80', 'payments/pay2:80': say more of it",
        "pay | 'pay' may be 'payments', 'payouts': say more of it",
        "paymnets | there is no breaker 'paymnets'; did you mean 'payments'?",
        "limits | there is no breaker 'limits'",
        "xyzxyz | there is no breaker 'xyzxyz'; there are 'payments', 'payments/pay1:80',",
      })
  void saysWhatIsWrongWithAName(String word, String expected) {
    Exception wrong = assertThrows(IllegalArgumentException.class, () -> open(word, false));
    assertTrue(wrong.getMessage().startsWith(expected), wrong.getMessage());
    assertEquals("", forced());
  }

  @Test
  void allKeysOfARule() {
    String answer = open("payments", true);
    assertEquals("payments/pay1:80 payments/pay2:80", forced());
    assertTrue(answer.contains("{\"rule\":\"payments\",\"key\":\"pay2:80\"}"), answer);
    commands.breakers("reset", "payments", true, 0, "ann");
    assertEquals("", forced());
  }

  @Test
  void aKeyThatIsToldApartHasANameAndBelongsToTheWhole() {
    for (int i = 0; i < 10; i++) {
      RealView.call("out", true);
    }
    String told = "payouts/out:80 /";
    assertTrue(view.guards().stream().anyMatch(guard -> BreakerNames.name(guard).equals(told)));
    commands.breakers("close", told, false, 60, "ann");
    assertEquals(told, forced());
    commands.breakers("reset", "payouts", false, 0, "ann");
    assertEquals("", forced());
  }

  @Test
  void aTimeHasBounds() {
    for (long seconds : new long[] {0, -1, 86_401}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> commands.breakers("open", "payouts", false, seconds, "ann"));
    }
    assertEquals("", forced());
  }

  @Test
  void letsARuleObserveAndEndsIt() {
    commands.observe("payo", 600, "ann\n");
    assertEquals(Mode.OBSERVE, mode("payouts"));
    assertEquals(1, written.count("rule 'payouts': ann\\n lets it observe until"));
    commands.observe("payouts", 0, "ann");
    assertEquals(Mode.ENFORCE, mode("payouts"));
    for (String word : List.of("payouts", "shadow", "nothing", "pay")) {
      assertThrows(IllegalArgumentException.class, () -> commands.observe(word, 0, "ann"));
    }
    assertFalse(written.count("shadow") > 0);
  }

  private Mode mode(String rule) {
    List<GuardStatus> guards = view.guards();
    return guards.stream().filter(guard -> guard.rule().equals(rule)).findFirst().get().mode();
  }
}
