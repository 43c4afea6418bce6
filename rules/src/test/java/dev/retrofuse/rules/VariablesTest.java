package dev.retrofuse.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VariablesTest {
  private static RuleFileResult parse(String text, Map<String, String> variables) {
    return RuleFile.parse("f", text, null, variables);
  }

  private static Rule rule(String keys, Map<String, String> variables) {
    RuleFileResult result = parse("rules:\n  - { match: { http: {} }, " + keys + " }\n", variables);
    assertEquals(List.of(), result.problems());
    assertTrue(result.usesVariables());
    return result.ruleSet().rules().get(0);
  }

  private static List<String> problems(String text, Map<String, String> variables) {
    return parse(text, variables).problems().stream().map(Problem::toString).toList();
  }

  @Test
  void standForValuesOfEveryType() {
    Rule rule =
        rule(
            "name: \"a-${ENV}-${ENV}\", mode: '${MODE:observe}', breaker: { window: '${WINDOW}',"
                + " minimum-calls: '${CALLS:30}', failure-rate: '${RATE:2}0%' }",
            Map.of("ENV", "x", "WINDOW", "90 calls", "RATE", ""));
    assertEquals("a-x-x", rule.name());
    assertEquals(Mode.OBSERVE, rule.mode());
    assertEquals(Window.count(90), rule.breaker().window());
    assertEquals(30, rule.breaker().minimumCalls());
    assertEquals(0.2, rule.breaker().failureRate());
  }

  @Test
  void defaultsMayBeEmptyAndHaveColons() {
    Rule rule =
        rule(
            "name: n, fallback: { response: { status: 200, body: '${A:}[${B:x:y}]$${B}$$${B:z}' } },"
                + " breaker: {}",
            Map.of());
    assertEquals("[x:y]${B}$${B:z}", rule.fallback().body());
  }

  @Test
  void bringInNoStructure() {
    Rule rule =
        rule(
            "name: '${N}', breaker: {}",
            Map.of("N", "x, breaker: { window: 1s }, mode: observe #"));
    assertEquals("x, breaker: { window: 1s }, mode: observe #", rule.name());
    assertEquals(Mode.ENFORCE, rule.mode());
    assertEquals(
        List.of(
            "f:1:8: rules: '${R}'; allowed: a list, each element beginning with -; begin each with -"),
        problems("rules: ${R}\n", Map.of("R", "[]")));
    assertEquals(
        List.of(
            "f:1:8: rules without a value; allowed: a list, each element beginning with -; add one, or remove the key"),
        problems("rules: ${R}\n", Map.of("R", "null")));
  }

  @Test
  void withoutAValueAreProblemsAtTheirPlaces() {
    assertEquals(
        List.of(
            "f:2:14: the environment variable A has no value; set it for the process that reads"
                + " this, or write ${A:default}",
            "f:2:19: the environment variable B has no value; set it for the process that reads"
                + " this, or write ${B:default}",
            "f:4:9: the environment variable A has no value; set it for the process that reads"
                + " this, or write ${A:default}"),
        problems(
                "rules:\n  - { name: '${A}-${B}', match: { http: {} }, breaker: {} }\n  - name: >-\n"
                    + "      x ${A}\n    match: { http: {} }\n    breaker: {}\n",
                Map.of("B", ""))
            .stream()
            .filter(problem -> problem.contains("variable"))
            .toList());
  }

  @Test
  void thatAreNoneAreProblems() {
    String advice =
        "; allowed: ${NAME} or ${NAME:default}, the name of letters, digits, _, . and -; write $${"
            + " for these characters themselves";
    assertEquals(
        List.of(
            "f:2:17: ${ without }" + advice,
            "f:2:30: ${a b}" + advice,
            "f:2:46: ${A:${B}" + advice,
            "f:2:58: unknown key 'xyzzy'"),
        problems(
                "rules: []\ntrace: { mode: '${', write: '${a b}', read: '${A:${B}}', xyzzy: 1 }\n",
                Map.of())
            .stream()
            .map(text -> text.replaceFirst("('xyzzy').*", "$1"))
            .toList());
  }

  @Test
  void areNotShownInProblems() {
    String text =
        """
        rules:
          - name: n
            match: { http: { host: 'a${S}', path: '${S}' }, jdbc: { url: '${S}' } }
            scope: ${S}
            mode: ${S}
            observe: ${S}
            enforce: ${N}
            breaker: { window: '${S}', failure-rate: '${N}', by: '${S}' }
            retry: { statuses: '${S}' }
            failures: { statuses: '${S}' }
            fallback: { response: { status: '${N}', headers: ['${S}'] } }
        faults: ${S}
        trace: { write: '${S}', accept-from: '${S}', spans: { endpoint: '${S}', headers: ['${S}'], resource: '${S}' } }
        deadline: { headers: '${S}' }
        """;
    List<String> problems = problems(text, Map.of("S", "tiger: 7/7", "N", "4711"));
    assertTrue(problems.size() > 15, problems::toString);
    assertFalse(problems.toString().contains("tiger"), problems::toString);
    assertFalse(problems.toString().contains("47"), problems::toString);
    assertTrue(
        problems.contains(
            "f:5:11: mode: '${S}'; allowed: enforce or observe; set the environment variable to such"
                + " a value"),
        problems::toString);
  }

  @Test
  void areFilledOnceWhereAliasesRepeatThem() {
    RuleFileResult result =
        parse(
            """
            rules:
              - { name: a, match: &m { http: { host: ['$${X}', "${H}"] } }, breaker: {} }
              - { name: b, match: *m, breaker: {} }
            """,
            Map.of("H", "${H}"));
    assertEquals(List.of(), result.problems());
    assertEquals(result.ruleSet().rules().get(0).match(), result.ruleSet().rules().get(1).match());
    assertEquals("http: {host: [${X}, ${H}]}", result.ruleSet().rules().get(1).match().toString());
  }

  @Test
  void areOfThisProcessByDefaultAndOnlyInValues() {
    RuleFileResult result =
        RuleFile.parse("f", "rules: []\ntrace: { logs: '${PATH}', '${PATH}': 1 }\n");
    assertEquals(2, result.problems().size());
    assertTrue(result.problems().get(0).message().startsWith("logs: '${PATH}'; allowed: "));
    assertTrue(result.problems().get(1).message().startsWith("unknown key '${PATH}'"));
    assertFalse(RuleFile.parse("f", "rules: []\n# ${PATH\n").usesVariables());
  }

  @Test
  void needQuotesWithinBraces() {
    String found = ": a variable without quotes; within braces and brackets write '${NAME}'";
    assertEquals(List.of("f:1:9" + found), problems("{ a: x-${A} }\n", Map.of()));
    assertEquals(List.of("f:1:4" + found), problems("[ ${A} ]\n", Map.of()));
  }

  @Test
  void tooLongAreProblems() {
    String found = "f:1:17: a value of 10001 characters; allowed: at most 10000";
    List<String> problems = problems("rules: [{ name: '${A}'}]", Map.of("A", "x".repeat(10_001)));
    assertTrue(problems.contains(found), problems::toString);
  }
}
