package dev.retrofuse.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a rule takes all, some or none of another one's calls. */
class MatchTest {
  private static Match match(String text) {
    RuleFileResult read =
        RuleFile.parse("", "rules: [{ name: a, breaker: {}, match: { " + text + " } }]");
    assertEquals(java.util.List.of(), read.problems());
    return read.ruleSet().rules().get(0).match();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "http: {} | http: { host: a, port: 80, path: /x } | all",
        "http: { host: '*.Example' } | http: { host: pay.example } | all",
        "http: { host: a, path: /** } | http: { host: a } | all",
        "http: { port: 1-65535 } | http: {} | all",
        "http: { port: [80, 443] } | http: { port: 443 } | all",
        "http: { port: 8000-8099 } | http: { port: 8090-8100 } | some",
        "http: { port: 80 } | http: { port: 443 } | none",
        "http: { method: GET } | http: { path: /x/** } | some",
        "http: { method: GET } | http: { method: [post, put] } | none",
        "http: { host: [] } | http: {} | none",
        "http: {} | jdbc: {} | none",
        "jdbc: {} | messaging: {} | none",
        "jdbc: { url: 'jdbc:**' } | jdbc: {} | all",
        "jdbc: { url: '**' } | jdbc: { table: orders } | all",
        "jdbc: { table: '**' } | jdbc: {} | some",
        "jdbc: { table: orders } | jdbc: { table: Shop.Orders } | some",
        "jdbc: { table: 'o*' } | jdbc: { table: orders, operation: SELECT } | all",
        "jdbc: { table: a.orders } | jdbc: { table: b.orders } | none",
        "jdbc: {} | jdbc: { operation: BORROW } | none",
        "jdbc: {} | jdbc: { operation: [borrow, CONNECT] } | some",
        "jdbc: { operation: '*' } | jdbc: { operation: BORROW } | all",
        "jdbc: {} | jdbc: { operation: [SELECT, CONNECT] } | all",
        "messaging: { system: kafka } | messaging: { system: KAFKA, destination: a } | all",
        "messaging: { operation: se* } | messaging: {} | all",
        "messaging: { destination: 'a.*' } | messaging: { destination: '*.b' } | some",
        "messaging: { destination: '**' } | messaging: {} | some",
      })
  void takesAllSomeOrNone(String first, String second, String taken) {
    Match one = match(first);
    Match other = match(second);
    assertEquals(taken.equals("all"), one.covers(other), "covers");
    assertEquals(!taken.equals("none"), one.meets(other), "meets");
    assertEquals(!taken.equals("none"), other.meets(one), "the other way round");
  }
}
