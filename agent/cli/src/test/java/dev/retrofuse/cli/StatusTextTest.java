package dev.retrofuse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusTextTest {
  private static final String HEAD =
      "{\"version\":\"1.2\",\"pid\":7,\"java\":\"8\",\"on\":true,\"attached\":true,"
          + "\"rulesFile\":\"/r.yaml\",\"rules\":1,\"rulesLoadedAt\":\"2026-01-01T00:00:00.000Z\","
          + "\"trace\":\"pass\",\"problems\":[],\"wovenClasses\":1,\"waist\":\"defined\","
          + "\"faults\":{},\"switchedOff\":[],\"notes\":[],\"breakers\":[";

  private static String breaker(String rule, String state, String mode, long since, long open) {
    return "{\"rule\":\""
        + rule
        + "\",\"key\":\"far:80\",\"kind\":\"http\",\"mode\":\""
        + mode
        + "\",\"state\":\""
        + state
        + "\",\"calls\":12,\"failures\":0,\"slow\":0,\"refused\":0,\"wouldRefuse\":4,"
        + "\"concurrent\":2,\"maxConcurrent\":20,\"sinceMillis\":"
        + since
        + ",\"openForMillis\":"
        + open
        + "}";
  }

  private static String shown(boolean coloured, String json) throws IOException {
    Screen screen = new Screen(coloured);
    new StatusText(Json.object(json), screen.console).print("7 (main)");
    assertEquals("", screen.err());
    return screen.out();
  }

  @Test
  void saysWhoHasForcedWhatAndHowLongYet() throws IOException {
    String forced =
        breaker("payments", "OPEN", "observe", 1_000, 599_000)
            .replace("}", ",\"forced\":{\"by\":\"ann\",\"leftMillis\":599000}")
            .concat(",\"observed\":{\"by\":\"bob\",\"leftMillis\":60000}}");
    String text = shown(false, HEAD + forced + "]}");
    assertTrue(
        text.contains("forced by ann, 9m59s left; made to observe by bob, 1m0s left;"), text);
  }

  @Test
  void showsHowLongCallsTookWhereItIsCounted() throws IOException {
    String plain = breaker("one", "CLOSED", "enforce", 1_000, 0);
    assertFalse(shown(false, HEAD + plain + "]}").contains("P50"));
    String measured =
        breaker("two", "CLOSED", "enforce", 1_000, 0)
            .replace("}", ",\"durations\":{\"p50Micros\":900,\"p99Micros\":1200000}}");
    String text = shown(false, HEAD + plain + "," + measured + "]}");
    assertTrue(text.matches("(?s).* SLOW +P50 +P99 +REFUSED .*0\\.9 ms +1200 ms .*"), text);
  }

  @Test
  void putsTroubleFirstAndLeavesBlankWhatThereIsNot() throws IOException {
    String text =
        shown(
            false,
            HEAD
                + breaker("bulkhead", "NONE", "enforce", 0, 0)
                + ","
                + breaker("payments", "OPEN", "enforce", 312_000, 1_500)
                + "]}");
    assertEquals(
        """
        Retrofuse 1.2 in 7 (main): on
        rules      /r.yaml, 1 rule in force since 2026-01-01T00:00:00.000Z
        trace      pass
        woven      1 class; waist defined

        STATE  RULE      KEY     CALLS  FAILED  SLOW  REFUSED   NOW  SINCE  REMARK
        OPEN   payments  far:80     12       0     0        0  2/20  5m12s  refuses for 1.5s
        -      bulkhead  far:80     12       0     0        0  2/20
        """,
        text);
  }

  @Test
  void saysWhereTheRulesComeFromAndWhatChanged() throws IOException {
    String more =
        "\"rulesEnvironment\":\"p\",\"rulesOverlaid\":%s,\"rulesFiles\":[\"/r.yaml\",\"/s.yaml\"],"
            + "\"rulesChanges\":[\"added 'a'\",\"removed 'b'\"],\"trace\"";
    String json = HEAD.replace("\"trace\"", more) + "]}";
    String text = shown(false, String.format(json, "true"));
    assertTrue(text.contains("since 2026-01-01T00:00:00.000Z, environment p\n"), text);
    assertTrue(text.contains("\nfiles      /r.yaml, /s.yaml\n"), text);
    assertTrue(text.contains("\nchanged    added 'a'\nchanged    removed 'b'\n"), text);
    text = shown(false, String.format(json, "false"));
    assertTrue(text.contains(", environment p (no overlay)\n"), text);
  }

  @Test
  void tellsWhatPoliciesDid() throws IOException {
    String key = breaker("a", "CLOSED", "enforce", 1, 0);
    String policies =
        ",\"fallbacks\":3,\"wouldAnswer\":7,\"policies\":[{\"policy\":\"bulkhead\",\"refused\":1,\"wouldRefuse\":0},"
            + "{\"policy\":\"time-out\",\"refused\":2,\"wouldRefuse\":5}]}";
    String text = shown(false, HEAD + key.substring(0, key.length() - 1) + policies + "]}");
    String remarks =
        "bulkhead refused 1; time-out cut 2; time-out would have cut 5; fallback given 3;"
            + " fallback would have been given 7";
    assertTrue(text.contains(remarks), text);
  }

  @ParameterizedTest
  @CsvSource({
    "enforce, 252000, 0, 'a drill strikes 2.5% for 4m12s, so far 17'",
    "enforce, 252000, 3, 'a drill strikes 2.5% for 4m12s, so far 17, would have struck 3'",
    "enforce, 0, 0, a drill has struck 17 and is over",
    "enforce, 0, 3, 'a drill has struck 17 and is over, would have struck 3'",
    "observe, 252000, 3, 'a drill would strike 2.5% for 4m12s, so far 3'",
    "observe, 0, 3, a drill would have struck 3 and is over"
  })
  void tellsOfADrill(String mode, long left, long wouldStrike, String remark) throws IOException {
    String key = breaker("a", "CLOSED", mode, 1, 0);
    String drill =
        ",\"drill\":{\"share\":0.025,\"delayMillis\":0,\"fails\":true,\"leftMillis\":"
            + left
            + ",\"struck\":17,\"wouldStrike\":"
            + wouldStrike
            + "}}";
    String text = shown(false, HEAD + key.substring(0, key.length() - 1) + drill + "]}");
    assertTrue(text.contains(remark + "\n"), text);
  }

  @Test
  void tellsObservingFromEnforcing() throws IOException {
    String text = shown(false, HEAD + breaker("a", "OPEN", "observe", 1, 900) + "]}");
    assertTrue(text.contains("would refuse for 900ms; observes, would have refused 4"), text);
    assertFalse(text.contains(" refuses"), text);
    text = shown(false, HEAD + breaker("a", "OPEN", "enforce", 1, 0) + "]}");
    assertTrue(text.contains("the next call is a trial"), text);
  }

  @Test
  void coloursOnATerminalOnly() throws IOException {
    String json = HEAD + breaker("a", "OPEN", "enforce", 1, 1) + "]}";
    assertTrue(shown(true, json).contains("\n\u001b[31;1mOPEN\u001b[0m   a"));
    assertFalse(shown(false, json).contains("\u001b"));
    String none = HEAD + breaker("a", "NONE", "enforce", 0, 0) + "]}";
    assertFalse(shown(true, none).contains("\u001b"));
  }

  @Test
  void showsNothingThatATerminalObeys() throws IOException {
    String evil = "x\\u001b[2J\\u009b2J\\r\\u202e";
    String json =
        HEAD.replace("\"notes\":[]", "\"notes\":[\"" + evil + "\"]")
                .replace("\"problems\":[]", "\"problems\":[\"" + evil + "\"]")
                .replace("/r.yaml", evil)
            + breaker(evil, "CLOSED", "enforce", 1, 0)
            + "]}";
    String text = shown(false, json);
    assertEquals(4, text.split("x\\?\\[2J\\?2J\\?\\?", -1).length - 1, text);
    assertTrue(text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f)), text);
  }

  @Test
  void saysWhatIsOff() throws IOException {
    String text =
        shown(
            false,
            HEAD.replace("\"on\":true", "\"on\":false")
                    .replace("\"faults\":{}", "\"faults\":{\"jdbc\":3}")
                    .replace("\"switchedOff\":[]", "\"switchedOff\":[\"jdbc\"]")
                    .replace("\"problems\":[]", "\"problems\":[\"r.yaml:1:1: no\"]")
                + "]}");
    for (String line :
        List.of(
            "in 7 (main): OFF (kill switch)\n",
            "; its present content is not in force\n",
            "faults     jdbc 3\n",
            "given up   jdbc\n",
            "problem    r.yaml:1:1: no\n",
            "No call that a rule is for has been made yet.\n")) {
      assertTrue(text.contains(line), text);
    }
  }

  @Test
  void understandsAnAgentOfAnotherVersion() throws IOException {
    String text = shown(false, "{\"breakers\":[{\"state\":\"OPEN\"}],\"new\":{\"a\":[1.5,null]}}");
    assertTrue(text.contains("no rule file is configured"), text);
    assertFalse(text.contains("null"), text);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0ms",
    "999,999ms",
    "1000,1.0s",
    "59999,59.9s",
    "60000,1m0s",
    "3599999,59m59s",
    "3600000,1h0m",
    "86399999,23h59m",
    "86400000,1d0h",
    "900000000,10d10h"
  })
  void writesSpans(long millis, String text) {
    assertEquals(text, StatusText.span(millis));
  }
}
