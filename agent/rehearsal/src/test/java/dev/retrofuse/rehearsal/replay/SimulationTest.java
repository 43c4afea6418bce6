package dev.retrofuse.rehearsal.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleFileResult;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;

/** What rules would have done to a recording, figure by figure. */
class SimulationTest {
  private static final String PAY = "name\t0\thttp\tGET\thttp\tpay\t80\t/charges/{}";
  private static final String RULES =
      """
      rules:
        - name: pay
          mode: observe
          match: { http: { host: pay } }
          breaker: { window: 10s, minimum-calls: 5, failure-rate: 50%, open-wait: 2s, slow-call: 1s, trial-calls: 3 }
      """;

  private final List<String> lines = new ArrayList<>();
  private int calls;

  private void call(int startMillis, int millis, int name, String outcome) {
    lines.add(startMillis + "000\t" + millis + "000\t" + name + "\t" + outcome);
    calls++;
  }

  private CallRecording recording(int seconds, String... names) {
    List<String> all = new ArrayList<>();
    all.add("retrofuse-recording\t1\t" + seconds + "000000\t" + calls + "\t4");
    all.addAll(List.of(names));
    all.addAll(lines);
    return CallRecording.parse("calls.rec", all);
  }

  private static Simulation play(String rules, CallRecording recording) {
    assertEquals(List.of(), recording.problems());
    RuleFileResult read = RuleFile.parse("f", rules);
    assertEquals(List.of(), read.problems());
    return Simulation.play(read.ruleSet(), recording);
  }

  /** Opens at 450 ms, tries again from 2.45 s on, closes at 2.71 s. */
  private Simulation anOutage() {
    for (int i = 0; i < 5; i++) {
      call(100 * i, 50, 0, "503");
    }
    for (int i = 5; i < 25; i++) {
      boolean fails = i < 15;
      call(100 * i, fails ? 2_000 : 10, 0, fails ? "f0" : "200");
    }
    for (int i = 25; i < 30; i++) {
      call(100 * i, 10, 0, "200");
    }
    call(600, 10, 1, "200");
    call(700, 0, 0, "refused");
    return play(
        RULES,
        recording(
            4,
            PAY,
            "name\t1\thttp\tGET\thttp\tother\t80\t/",
            "failure\t0\toverload\t\tjava.net.SocketTimeoutException"));
  }

  @Test
  void figuresOfAnOutage() {
    Simulation simulation = anOutage();
    assertEquals(1, simulation.unmatched());
    assertEquals(1, simulation.recording().refused());
    assertEquals(4, simulation.recording().over());
    assertEquals(1, simulation.tallies().size());
    Tally pay = simulation.tallies().get(0);
    assertEquals("pay pay:80", pay.rule().name() + " " + pay.key());
    assertEquals("30 15 10", pay.calls() + " " + pay.failures() + " " + pay.slow());
    assertEquals(
        "20 10 10", pay.refused() + " " + pay.refusedFailed() + " " + pay.refusedSucceeded());
    assertEquals(20_000, pay.savedMillis());
    assertEquals(1, pay.openings().size());
    Opening opening = pay.openings().get(0);
    assertEquals("450 2260", opening.atMillis() + " " + opening.forMillis());
    assertTrue(opening.closedAgain());
  }

  @Test
  void thePictureShowsIt() throws Exception {
    byte[] svg = SimulationPicture.of(anOutage());
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg));
    assertEquals("svg", document.getDocumentElement().getTagName());
    String text = new String(svg, java.nio.charset.StandardCharsets.UTF_8);
    assertTrue(text.contains("pay  pay:80"), text);
    // From 450 ms of 4 s on, for 2.26 s: 60 + 800 * 0.1125, 800 * 0.565.
    assertTrue(text.contains("x=\"150.0\" y=\"154.0\" width=\"452.0\""), text);
  }

  @Test
  void aBreakerThatDoesNotCloseIsOpenToTheEnd() {
    for (int i = 0; i < 10; i++) {
      call(100 * i, 50, 0, "500");
    }
    Tally pay = play(RULES, recording(2, PAY)).tallies().get(0);
    Opening opening = pay.openings().get(0);
    assertEquals("450 1550", opening.atMillis() + " " + opening.forMillis());
    assertFalse(opening.closedAgain());
    assertEquals("5 250", pay.refused() + " " + pay.savedMillis());
  }

  @Test
  void timeOutsAndPlacesAreKept() {
    call(0, 0, 0, "-");
    call(100, 5_000, 0, "200");
    call(200, 10, 0, "200");
    String rules =
        """
        rules:
          - name: pay
            match: { http: { path: /charges/* } }
            bulkhead: { max-concurrent: 2 }
            time-out: { call: 2s }
        """;
    Tally pay = play(rules, recording(10, PAY)).tallies().get(0);
    // Of 10 s without an end, and of 5 s, 2 s each are left; the third found no place.
    assertEquals("3 1 1 0", figures(pay));
    assertEquals("2 11000", pay.cut() + " " + pay.savedMillis());
  }

  @Test
  void waitsAndSendsAreNotCut() {
    call(0, 5_000, 0, "ok");
    call(0, 5_000, 1, "ok");
    String rules =
        """
        rules:
          - { name: pool, match: { jdbc: { operation: BORROW } }, time-out: { call: 1s } }
          - { name: topic, match: { messaging: {} }, time-out: { call: 1s } }
        """;
    String pool = "name\t0\tjdbc\tjdbc:h2:mem:a\tBORROW\t\tBORROW";
    Simulation simulation = play(rules, recording(10, pool, "name\t1\tmessaging\tkafka\ta"));
    assertEquals(2, simulation.tallies().size());
    for (Tally each : simulation.tallies()) {
      assertEquals("1 0 0 0", figures(each));
      assertEquals("0 0", each.cut() + " " + each.savedMillis());
    }
  }

  @Test
  void breakersThatTellCallsApartAreToldApart() {
    for (int i = 0; i < 10; i++) {
      call(100 * i, 10, 0, "500");
      call(100 * i, 10, 1, "200");
    }
    String refunds = "name\t1\thttp\tGET\thttp\tpay\t80\t/refunds";
    String rules = RULES.replace("window:", "by: route, window:");
    List<Tally> tallies = play(rules, recording(1, PAY, refunds)).tallies();
    assertEquals("pay:80 /charges/{}", tallies.get(0).key());
    // A route has a breaker from its third failure on, and five calls must end there.
    assertEquals("10 3 0 3", figures(tallies.get(0)));
    assertEquals(1, tallies.get(0).openings().size());
    assertEquals("pay:80 /refunds", tallies.get(1).key());
    assertEquals("10 0 0 0", figures(tallies.get(1)));
    assertEquals(List.of(), tallies.get(1).openings());
  }

  private static String retries(Tally tally) {
    return tally.retries() + " " + tally.rescued() + " " + tally.outOfBudget();
  }

  /** Fails from 0 to 10 s, ten times a second, then it is well. */
  private Tally retried(String policies) {
    lines.clear();
    calls = 0;
    for (int i = 0; i < 200; i++) {
      call(100 * i, 10, 0, i < 100 ? "503" : "200");
    }
    String rules = "rules:\n  - { name: pay, match: { http: { host: pay } }, " + policies + " }\n";
    return play(rules, recording(20, PAY)).tallies().get(0);
  }

  @Test
  void aRepeatEndsAsTheCallNearestInTime() {
    // Ten are saved up, and made within the outage.
    Tally outage = retried("retry: { attempts: 2, back-off: 1ms, budget: 50%, budget-floor: 0/s }");
    assertEquals("10 0 90", retries(outage));
    Tally back = retried("retry: { attempts: 2, back-off: 1m, budget-floor: 100/s }");
    assertEquals(100, back.retries());
    assertTrue(back.rescued() > 0 && back.rescued() < 100, retries(back));
    assertEquals("200 100", back.calls() + " " + back.failures());
  }

  @Test
  void refusalsAndOtherStatusesAreNotMadeAgain() {
    assertEquals("0 0 0", retries(retried("retry: { statuses: [500] }")));
    Tally pay =
        retried(
            "breaker: { minimum-calls: 5, open-wait: 1m }, retry: { attempts: 2, back-off: 1ms,"
                + " budget-floor: 0/s }");
    // Three calls and their second tries open it.
    assertEquals("197 2 0", pay.refused() + " " + pay.retries() + " " + pay.rescued());
  }

  @Test
  void whatIsAskedForIsWaitedFor() {
    lines.add("0\t1000\t0\t503\t3");
    lines.add("4000000\t1000\t0\t200");
    List<String> all = new ArrayList<>(List.of("retrofuse-recording\t2\t9000000\t2\t0", PAY));
    all.addAll(lines);
    String rules = "rules: [{ name: a, match: { http: {} }, retry: { back-off: 1ms } }]";
    assertEquals("1 1 0", retries(play(rules, CallRecording.parse("f", all)).tallies().get(0)));
    all.set(0, all.get(0).replace("\t2\t9", "\t1\t9"));
    assertEquals(1, CallRecording.parse("f", all).problems().size());
  }

  @Test
  void fallbacksAreCounted() {
    String breaker = "breaker: { minimum-calls: 5, open-wait: 1m }, fallback: ";
    assertEquals(195, retried(breaker + "{ response: { status: 200 } }").answered());
    assertEquals(0, retried("breaker: {}").answered());
  }

  @Test
  void theLastGoodAnswerIsThatOfTheSamePath() {
    call(0, 10, 0, "200");
    call(1_000, 10, 0, "f0");
    call(2_000, 10, 1, "f0");
    String rules =
        "rules: [{ name: a, match: { http: {} }, breaker: {},"
            + " fallback: { for: failed, last-good: {} } }]";
    CallRecording recording =
        recording(
            3,
            PAY,
            "name\t1\thttp\tGET\thttp\tpay\t80\t/other",
            "failure\t0\tfailure\t\tjava.net.ConnectException");
    assertEquals(1, play(rules, recording).tallies().get(0).answered());
  }

  private static String figures(Tally tally) {
    return tally.calls()
        + " "
        + tally.refused()
        + " "
        + tally.refusedSucceeded()
        + " "
        + tally.refusedFailed();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "failures: { statuses: [404] }|404|1",
        "failures: { statuses: [404] }|500|0",
        "scope: host|500|1",
        "scope: host|f0|1",
        "failures: { ignore-exceptions: [java.io.IOException] }|f0|0",
        "scope: host|f1|0",
        "failures: { exceptions: [com.example.Odd] }|f1|1",
        "scope: host|-|0",
      })
  void theRuleSaysWhatFails(String says, String outcome, int failures) {
    call(0, 10, 0, outcome);
    String rules = RULES + "    " + says + "\n";
    CallRecording recording =
        recording(
            1,
            PAY,
            "failure\t0\tfailure\t\torg.example.Refused\tjava.io.IOException\tjava.lang.Exception",
            "failure\t1\tlocal\t\tcom.example.Odd\tjava.lang.Exception");
    assertEquals(failures, play(rules, recording).tallies().get(0).failures());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "operation: SELECT, table: orders|SELECT|orders|select*from orders where id=?|1",
        "operation: INSERT, table: shop.orders|INSERT|shop.orders||1",
        "operation: SELECT, table: far|SELECT|far|select a from(select b from|1",
        "operation: CONNECT|CONNECT||CONNECT|1",
        "operation: BORROW|BORROW||BORROW|1",
        "database: shop|SELECT|||1",
        "url: 'jdbc:postgresql://db/*'|SELECT|||1",
        "operation: UPDATE|SELECT|orders||0",
      })
  void statementsAreMatchedAsTheyWere(
      String match, String operation, String table, String form, int matched) {
    call(0, 10, 0, "ok");
    String name =
        String.join(
            "\t",
            List.of(
                "name\t0\tjdbc",
                "jdbc:postgresql://db/shop",
                operation,
                table == null ? "" : table,
                form == null ? "" : form));
    String rules = "rules:\n  - { name: db, match: { jdbc: { " + match + " } }, breaker: {} }\n";
    assertEquals(matched, play(rules, recording(1, name)).tallies().size());
  }

  @Test
  void messagesAreMatched() {
    call(0, 10, 0, "ok");
    call(0, 10, 1, "ok");
    String rules =
        "rules:\n  - { name: a, match: { messaging: { system: kafka } }, breaker: {} }\n";
    Simulation simulation =
        play(
            rules,
            recording(1, "name\t0\tmessaging\tkafka\torders", "name\t1\tmessaging\tjms\torders"));
    assertEquals(1, simulation.tallies().get(0).calls());
    assertEquals(1, simulation.unmatched());
  }

  @Test
  void problemsHaveTheirLine() {
    lines.add("0\t5\t7\tok");
    lines.add("0\t-5\t0\tok");
    lines.add("0\t5\t0\tbad");
    lines.add("0\t5");
    lines.add("name\t1\tftp\tx");
    lines.add("name\t2\tmessaging\tx");
    lines.add("name\t0\tmessaging\tx\ty");
    lines.add("0\t5\t0\to\\k");
    List<String> problems = recording(1, PAY).problems();
    assertEquals(8, problems.size(), problems::toString);
    assertEquals("calls.rec:3: name 7 stands nowhere before", problems.get(0));
    assertTrue(problems.get(1).startsWith("calls.rec:4: '-5' is no whole number from 0 to "));
    assertEquals("calls.rec:5: 'bad' is no outcome", problems.get(2));
    assertTrue(problems.get(3).startsWith("calls.rec:6: neither name nor failure nor a call"));
    assertEquals("calls.rec:7: 'ftp' is no kind; allowed: http, jdbc, messaging", problems.get(4));
    assertEquals("calls.rec:8: a name of messaging with 1 fields; it has 2", problems.get(5));
    assertEquals("calls.rec:9: number 0 stands here again", problems.get(6));
    assertTrue(problems.get(7).startsWith("calls.rec:10: a backslash that begins nothing"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|calls.rec:1: this is not what 'record' writes",
        "rules:|calls.rec:1: this is not what 'record' writes",
        "retrofuse-recording,3,0,0,0|calls.rec:1: a recording of version 3; this Retrofuse reads versions 1 and 2",
        "retrofuse-recording,1,0,3,0|calls.rec:1: it ends after 0 of 3 calls",
      })
  void whatIsNoneSaysSo(String header, String problem) {
    List<String> all = List.of(header.replace(',', '\t'));
    assertEquals(List.of(problem), CallRecording.parse("calls.rec", all).problems());
  }
}
