package dev.retrofuse.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator reads about each mistake. */
class ProblemsTest {
  @Test
  void allProblemsAtOnceInTheOrderOfTheFile() {
    assertProblems(
        """
        rules:
          - name: a
            match:
              http: { prot: 80, port: 99999 }
            breaker:
              window: 100
              minimumCalls: 5
              failure-rate: 0.5
          - mode: Enforce
            match: { jdbc: { url: postgresql://db } }
        """,
        "4:15: unknown key 'prot'; allowed: method, host, port or path; did you mean 'port'?",
        "4:31: port: '99999'; allowed: a port from 1 to 65535, a range such as 8000-8099, or a list"
            + " of these; write a number or a range, the lower number first",
        "6:15: window: '100'; allowed: a time from 1s to 1h, or 1 to 10000 calls; write a time such"
            + " as 10s, or a count such as 100 calls",
        "7:7: unknown key 'minimumCalls'; allowed: window, minimum-calls, failure-rate, slow-call,"
            + " slow-call-rate, slow-call-times, open-wait, max-open-wait, back-off, jitter, trial-calls, in-flight, recovery, consecutive-failures, confidence,"
            + " by, member, most-keys or max-refused; did you"
            + " mean 'minimum-calls'?",
        "8:21: failure-rate: '0.5'; allowed: a percentage from 1% to 100%; did you mean '50%'?",
        "9:5: no 'name'; allowed: 1 to 100 characters in one line; add it",
        "9:5: a rule without policy; allowed: retry, rate-limit, bulkhead, concurrency-limit, throttle, breaker or time-out; add breaker: {} for a"
            + " breaker with defaults",
        "9:11: mode: 'Enforce'; allowed: enforce or observe; did you mean 'enforce'?",
        "10:27: url: 'postgresql://db'; allowed: a pattern or a list of patterns; begin it with"
            + " jdbc: or with **");
  }

  @Test
  void retry() {
    assertProblems(
        """
        rules:
          - { name: a, match: { messaging: {} }, retry: { statuses: 503 } }
          - { name: b, match: { jdbc: {} }, retry: { statuses: 503, attempts: 1 } }
          - { name: c, match: { http: {} }, retry: { back-off: 2s, max-back-off: 1s, calls: some } }
        """,
        "2:51: statuses in a rule for messaging; allowed: only in a rule for http; remove it",
        "3:46: statuses in a rule for jdbc; allowed: only in a rule for http; remove it",
        "3:71: attempts: '1'; allowed: a whole number from 2 to 10; the nearest is 2",
        "4:74: max-back-off 1s below back-off 2s; allowed: max-back-off at least back-off; raise it",
        "4:85: calls: 'some'; allowed: idempotent or all; choose one of these");
  }

  @Test
  void keysThatComeAgain() {
    assertProblems(
        "rules: []\ntrace: { mode: off }\nrules: []",
        "3:1: 'rules' again; remove it here or in line 1");
  }

  @Test
  void namesThatComeAgain() {
    String rule = "  - { name: x, match: { http: {} }, breaker: {} }\n";
    assertProblems("rules:\n" + rule + rule, "3:13: the name 'x' again; the rule in line 2 has it");
  }

  @Test
  void names() {
    assertRuleProblems(
        "name: '', match: { http: {} }, breaker: {}",
        "2:13: name: ''; allowed: 1 to 100 characters in one line; choose a short name such as"
            + " payments");
    assertRuleProblems(
        "name: \"a\\nb\", match: { http: {} }, breaker: {}",
        "2:13: name: 'a?b'; allowed: 1 to 100 characters in one line; choose a short name such as"
            + " payments");
  }

  @Test
  void matchesOfNoKindAndOfTwo() {
    assertRuleProblems(
        "name: x, breaker: {}", "2:5: no 'match'; allowed: keys with values; add it");
    assertRuleProblems(
        "name: x, breaker: {}, match: {}",
        "2:36: a match of no kind; allowed: jdbc, http or messaging; add the kind of call, such as"
            + " http: { host: example.com }");
    assertRuleProblems(
        "name: x, breaker: {}, match: { jdbc: {}, http: {} }",
        "2:48: http beside jdbc; allowed: one kind of call; make two rules of it");
    assertRuleProblems(
        "name: x, breaker: {}, match: { jdbc }",
        "2:42: jdbc without a value; allowed: keys with values; write {} for no keys, or remove"
            + " the key");
  }

  @Test
  void patternsThatCouldNeverMatch() {
    String host =
        "; allowed: a pattern or a list of patterns; write the host alone, the rest under";
    assertRuleProblems(
        "name: x, breaker: {}, match: { http: { host: [a, 'a:80', '::1', 'http://a'], path: '' } }",
        "2:56: host: 'a:80'" + host + " port and path",
        "2:71: host: 'http://a'" + host + " port and path",
        "2:90: path: ''; allowed: a pattern or a list of patterns; write 1 to 1000 characters");
    assertRuleProblems(
        "name: x, breaker: {}, match: { http: { path: [pay, '*', '/*', '*/x', '**'] } }",
        "2:53: path: 'pay'; allowed: a pattern or a list of patterns; begin it with / or with **",
        "2:58: path: '*'; allowed: a pattern or a list of patterns; begin it with / or with **");
    assertRuleProblems(
        "name: x, breaker: {}, match: { jdbc: { url: [jd*, jdbc, '*', 'jdbc:x'] } }",
        "2:57: url: 'jdbc'; allowed: a pattern or a list of patterns; begin it with jdbc: or with"
            + " **");
  }

  @Test
  void scopesThatDoNotSuitTheKind() {
    assertRuleProblems(
        "name: x, breaker: {}, match: { http: {} }, scope: database",
        "2:57: scope database in a rule for http; allowed: rule or host; choose one of these");
    assertRuleProblems(
        "name: x, breaker: {}, match: { jdbc: {} }, scope: databse",
        "2:57: scope: 'databse'; allowed: rule, host, database or destination; did you mean"
            + " 'database'?");
  }

  @Test
  void breakersThatCouldNeverOpenOrMeanNothing() {
    assertBreakerProblems(
        "window: 10 calls, minimum-calls: 20",
        "3:32: minimum-calls: 20 in a window of 10 calls; allowed: at most 10; else it never"
            + " opens");
    assertBreakerProblems(
        "slow-call-rate: 50%",
        "3:14: slow-call-rate without slow-call; allowed: both or neither; add slow-call, such as"
            + " slow-call: 500ms, or remove this");
    assertBreakerProblems(
        "open-wait: 10s, max-open-wait: 5s",
        "3:30: max-open-wait below open-wait; allowed: at least 10s; raise it or lower open-wait");
  }

  @Test
  void numbersAndUnits() {
    assertBreakerProblems(
        "trial-calls: 0",
        "3:27: trial-calls: '0'; allowed: a whole number from 1 to 1000; the nearest is 1");
    assertBreakerProblems(
        "trial-calls: 1.5",
        "3:27: trial-calls: '1.5'; allowed: a whole number from 1 to 1000; write a number without"
            + " a unit");
    assertBreakerProblems(
        "jitter: 95%",
        "3:22: jitter: '95%'; allowed: a percentage from 0% to 90%; the nearest is 90%");
    assertBreakerProblems(
        "open-wait: 10",
        "3:25: open-wait: '10'; allowed: a time from 1ms to 24h; add the unit: 10ms, 10s, 10m or"
            + " 10h");
    assertBreakerProblems(
        "open-wait: 10 sec",
        "3:25: open-wait: '10 sec'; allowed: a time from 1ms to 24h; units of time are ms, s, m"
            + " and h");
    assertBreakerProblems(
        "open-wait: soon",
        "3:25: open-wait: 'soon'; allowed: a time from 1ms to 24h; write a time such as 500ms, 2s,"
            + " 1m or 1h");
    assertBreakerProblems(
        "window: 20000 calls",
        "3:22: window: '20000 calls'; allowed: a time from 1s to 1h, or 1 to 10000 calls; the"
            + " nearest is 10000 calls");
    assertBreakerProblems(
        "window: 5ms",
        "3:22: window: '5ms'; allowed: a time from 1s to 1h, or 1 to 10000 calls; the nearest is"
            + " 1s");
    assertBreakerProblems(
        "back-off: 99999999999999999999",
        "3:24: back-off: '99999999999999999999'; allowed: a number from 1 to 10; write a number"
            + " without a unit");
  }

  @Test
  void faultsAreForRulesThatTheFileNames() {
    assertRuleProblems(
        "name: x, match: { http: {} }, fault: { share: 10%, for: 5m }",
        "2:37: fault in a rule that is not named for it; allowed: a rule that the file names under"
            + " faults; add faults: ['x'] at the top of the file");
    assertProblems(
        "faults: y\nrules: []\n",
        "1:9: faults: 'y'; allowed: the names of rules; there is no such rule");
    assertProblems(
        "faults: x\nrules:\n  - { name: x, match: { http: {} }, fault: { share: 1%, for: 1m, end:"
            + " make } }\n",
        "3:44: a fault that does nothing; allowed: delay, or end: fail or abort; add one");
  }

  @Test
  void keysOfBreakers() {
    assertBreakerProblems(
        "by: table",
        "3:18: by: table in a rule for http; allowed: nothing, host, route, baggage or header; choose one"
            + " of these");
    assertBreakerProblems(
        "by: baggage",
        "3:18: by: baggage without member; allowed: both or neither; write by: baggage, member:"
            + " tenant, or remove this");
    assertBreakerProblems(
        "by: route, member: x",
        "3:25: member without by: baggage or by: header; allowed: both or neither; write by: baggage, member:"
            + " tenant, or remove this");
  }

  @Test
  void limitsAndTheirMeasures() {
    assertRuleProblems(
        "name: x, match: { http: {} }, rate-limit: { rate: 100 }",
        "2:57: rate: '100'; allowed: a rate from 1/h to 1000000/s; write a rate such as 100/s,"
            + " 30/m or 5/h");
    assertRuleProblems(
        "name: x, match: { http: {} }, concurrency-limit: { min: 10, max: 5 }",
        "2:63: min 10 above max 5; allowed: min at most max; lower min or raise max");
    assertRuleProblems(
        "name: x, match: { http: {} }, throttle: {}, observe: [throttel]",
        "2:61: observe: 'throttel'; allowed: retry, deadline, rate-limit, bulkhead, concurrency-limit, throttle,"
            + " breaker or time-out, or a list of these; did you mean 'throttle'?");
    assertRuleProblems(
        "name: x, match: { http: {} }, breaker: {}, mode: observe, enforce: 5%",
        "2:65: enforce in a rule that observes; allowed: one of both; remove mode: observe or"
            + " this");
  }

  @Test
  void fallbacks() {
    assertRuleProblems(
        "name: x, breaker: {}, match: { jdbc: {} }, fallback: { response: { status: 200 } }",
        "2:62: response in a rule for jdbc; allowed: exception, empty-result or replica; choose one of "
            + "these");
    assertRuleProblems(
        "name: x, breaker: {}, match: { jdbc: {} }, fallback: { empty-result: true, drop: yes }",
        "2:82: drop beside empty-result; allowed: one form; remove one of the two",
        "2:82: drop in a rule for jdbc; allowed: exception, empty-result or replica; choose one of these",
        "2:88: drop: 'yes'; allowed: true; choose one of these");
    assertRuleProblems(
        "name: x, breaker: {}, match: { http: {} }, fallback: { for: refusd }",
        "2:60: a fallback of no form; allowed: exception, response or last-good; add one of these",
        "2:67: for: 'refusd'; allowed: refused or failed; did you mean 'refused'?");
    assertRuleProblems(
        "name: x, breaker: {}, match: { http: {} }, fallback: { response: { status: 99, headers: [A,"
            + " 'Content-Length: 1', 'a b: c', A: b] } }",
        "2:82: status: '99'; allowed: a whole number from 200 to 599; the nearest is 200",
        "2:96: headers: 'A'; allowed: 'Name: value' in quotes, or a list of these; write one "
            + "such as 'Content-Type: application/json'",
        "2:99: headers: 'Content-Length: 1'; allowed: 'Name: value' in quotes, or a list of "
            + "these; write one such as 'Content-Type: application/json'",
        "2:120: headers: 'a b: c'; allowed: 'Name: value' in quotes, or a list of these; "
            + "write one such as 'Content-Type: application/json'",
        "2:130: headers: a map; allowed: 'Name: value' in quotes, or a list of these; write "
            + "one value");
    assertRuleProblems(
        "name: x, breaker: {}, match: { http: {} }, fallback: { response: {} }",
        "2:72: no 'status'; allowed: a whole number from 200 to 599; add it");
  }

  @Test
  void spools() {
    assertRuleProblems(
        "name: x, breaker: {}, match: { http: {} }, fallback: { spool: { folder: /s } }",
        "2:62: spool in a rule for http; allowed: exception, response or last-good; choose one of these");
    assertRuleProblems(
        "name: x, breaker: {}, match: { messaging: {} }, fallback: { spool: {} }",
        "2:74: no 'folder'; allowed: an absolute path; add it");
    assertRuleProblems(
        "name: x, breaker: {}, match: { messaging: {} }, fallback: { drop: true, spool: { folder:"
            + " spool, max-size: 100, sync: yes } }",
        "2:79: spool beside drop; allowed: one form; remove one of the two",
        "2:96: folder: 'spool'; allowed: an absolute path; write one such as /var/spool/retrofuse",
        "2:113: max-size: '100'; allowed: a size from 1MB to 100GB; write a size such as 500KB,"
            + " 100MB or 1GB",
        "2:124: sync: 'yes'; allowed: true or false; choose one of these");
    assertRuleProblems(
        "name: x, breaker: {}, match: { messaging: {} }, fallback: { spool: { folder: 'C:\\s',"
            + " max-size: 10KB } }",
        "2:102: max-size: '10KB'; allowed: a size from 1MB to 100GB; the nearest is 1MB");
  }

  @Test
  void fallbacksFromElsewhere() {
    assertRuleProblems(
        "name: x, breaker: {}, match: { http: {} }, fallback: { last-good: { max-age: 2d,"
            + " max-size: 500, max-sise: 1MB }, replica: jdbc:x }",
        "2:84: max-age: '2d'; allowed: a time from 1s to 24h; units of time are ms, s, m and h",
        "2:98: max-size: '500'; allowed: a size from 1KB to 100MB; write a size such as 500KB, 100MB or 1GB",
        "2:103: unknown key 'max-sise'; allowed: max-age or max-size; did you mean 'max-size'?",
        "2:120: replica beside last-good; allowed: one form; remove one of the two",
        "2:120: replica in a rule for http; allowed: exception, response or last-good; choose one"
            + " of these");
    assertRuleProblems(
        "name: x, breaker: {}, match: { http: {} }, fallback: { last-good: { max-size: 200MB } }",
        "2:85: max-size: '200MB'; allowed: a size from 1KB to 100MB; the nearest is 100MB");
    assertRuleProblems(
        "name: x, breaker: {}, match: { jdbc: {} }, fallback: { replica: db2.example }",
        "2:71: replica: 'db2.example'; allowed: a JDBC URL; write it as the application would");
  }

  @Test
  void failureClassification() {
    assertRuleProblems(
        "name: x, breaker: {}, match: { jdbc: {} }, failures: { statuses: 5xx, sql-states: a-1,"
            + " exceptions: [SocketTimeoutException, a..b] }",
        "2:62: statuses in a rule for jdbc; allowed: only in a rule for http; remove it",
        "2:89: sql-states: 'a-1'; allowed: beginnings of SQLStates, 1 to 5 letters or digits each;"
            + " write SQLStates such as 08006 or their beginnings such as 08",
        "2:107: exceptions: 'SocketTimeoutException'; allowed: names of exception classes with"
            + " their package; write it like java.net.SocketTimeoutException",
        "2:131: exceptions: 'a..b'; allowed: names of exception classes with their package; write"
            + " it like java.net.SocketTimeoutException");
    assertRuleProblems(
        "name: x, breaker: {}, match: { http: {} }, failures: { statuses: [600-500] }",
        "2:73: statuses: '600-500'; allowed: statuses from 100 to 999, such as 429, 500-599 or 5xx;"
            + " write a number or a range, the lower number first");
  }

  @Test
  void wrongTypes() {
    assertProblems(
        "rules: 5\ntrace: on",
        "1:8: rules: '5'; allowed: a list, each element beginning with -; begin each with -",
        "2:8: trace: 'on'; allowed: keys with values; write the keys below it, further indented, or"
            + " in braces");
    assertProblems(
        "rules: [5]",
        "1:9: rules: '5'; allowed: keys with values; write the keys below it, further indented, or"
            + " in braces");
    assertRuleProblems(
        "name: [x], breaker: {}, match: { http: { host: [{}] } }",
        "2:13: name: a list; allowed: 1 to 100 characters in one line; write one value",
        "2:55: host: a map; allowed: a pattern or a list of patterns; write one value");
    assertProblems(
        "? [a]\n: 1\nrules: []", "1:3: a list as a key; allowed: a word; write key: value");
  }

  @Test
  void filesThatSayNothing() {
    String empty = "1:1: an empty file; allowed: the key rules; write rules: [] for no rules";
    assertProblems("", empty);
    assertProblems("# nothing\n", empty);
    assertProblems("---\n", empty);
    assertProblems("~", empty);
    assertProblems("- x", "1:1: a list; allowed: the key rules; begin the file with rules:");
    assertProblems(
        "deadline: {}", "1:1: no 'rules'; allowed: a list, each element beginning with -; add it");
  }

  @Test
  void mistakesInTheYaml() {
    assertProblems(
        "rules:\n\t- name: x",
        "2:1: no YAML: found character '\\t(TAB)' that cannot start any token. (Do not use"
            + " \\t(TAB) for indentation) while scanning for the next token; indent with spaces");
    assertProblems(
        "rules:\n  - name: 'x\n",
        "3:1: no YAML: found unexpected end of stream while scanning a quoted scalar that begins in"
            + " line 2; check indentation and quotes here and in the line above");
    assertProblems(
        "rules:\n  - match: { http: { host: *.example.com } }",
        "2:29: no YAML: unexpected character found .(46) while scanning an alias that begins in"
            + " line 2; put quotes around a text that begins with *");
    assertProblems(
        "rules:\n  - name: x\n   mode: observe",
        "3:4: found another indentation; allowed: the next -, as far indented as the one in line 2;"
            + " check indentation, brackets and quotes from there to here");
    assertProblems(
        "rules:\n  - { name: x\n  - { name: y }",
        "3:5: found '{'; allowed: ',' or '}' for the { in line 2; check indentation, brackets and"
            + " quotes from there to here");
    assertProblems(
        "rules: []\n---\nrules: []", "2:1: a second document; allowed: none; leave it out");
    assertProblems("rules: !!seq []", "1:8: a tag; allowed: none; leave it out");
    assertProblems("%YAML 1.2\n---\nrules: []", "1:1: a directive; allowed: none; leave it out");
  }

  @Test
  void whatAnAliasRepeatsIsOneProblem() {
    assertProblems(
        """
        rules:
          - { name: a, match: { http: {} }, breaker: &b { jitter: 5 } }
          - { name: b, match: { http: {} }, breaker: *b }
        """,
        "2:59: jitter: '5'; allowed: a percentage from 0% to 90%; did you mean '5%'?");
  }

  @Test
  void ofManyProblemsTheFirstHundredAreListed() {
    StringBuilder text = new StringBuilder("rules: []\n");
    for (int i = 0; i < 1000; i++) {
      text.append("key").append(i).append(": 1\n");
    }
    List<Problem> problems = RuleFile.parse("f", text).problems();
    assertEquals(101, problems.size());
    assertTrue(problems.get(100).found().startsWith("100 problems"));
  }

  private static void assertBreakerProblems(String keys, String... expected) {
    assertProblems(
        "rules:\n  - { name: x, match: { http: {} },\n  breaker: { " + keys + " } }", expected);
  }

  private static void assertRuleProblems(String keys, String... expected) {
    assertProblems("rules:\n  - { " + keys + " }", expected);
  }

  private static void assertProblems(String text, String... expected) {
    RuleFileResult result = RuleFile.parse("f", text);
    List<String> found = new ArrayList<>();
    for (Problem problem : result.problems()) {
      found.add(problem.toString().substring("f:".length()));
    }
    assertEquals(String.join("\n", expected), String.join("\n", found));
    assertNull(result.ruleSet());
  }
}
