package dev.retrofuse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.Engine;
import dev.retrofuse.engine.Events;
import dev.retrofuse.engine.StateChange;
import dev.retrofuse.engine.Ticker;
import dev.retrofuse.operations.recording.CallRecorder;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import dev.retrofuse.waist.RetrofuseMessaging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that record calls and play them to rules. */
class SimulateCommandTest implements Events {
  private static final String RULES =
      """
      rules:
        - { name: pay, match: { http: { host: pay } }, breaker: { minimum-calls: 5 } }
      """;

  @TempDir Path folder;
  private final Screen screen = new Screen(false);
  private Path rules;
  private Path recording;

  @BeforeEach
  void write() throws IOException {
    rules = Files.writeString(folder.resolve("pay.yaml"), RULES);
    StringBuilder text = new StringBuilder("retrofuse-recording\t1\t10000000\t10\t2\n");
    text.append("name\t0\thttp\tGET\thttp\tpay\t80\t/\nname\t1\tmessaging\tjms\tq\n");
    for (int i = 0; i < 8; i++) {
      text.append(i).append("00000\t50000\t0\t503\n");
    }
    text.append("800000\t0\t1\tok\n900000\t0\t0\trefused\n");
    recording = Files.writeString(folder.resolve("calls.rec"), text);
  }

  private int simulate(String... more) {
    List<String> words =
        new ArrayList<>(List.of("simulate", rules.toString(), "--recording", recording.toString()));
    words.addAll(List.of(more));
    return screen.run(words.toArray(new String[0]));
  }

  @Test
  void saysWhatWouldHaveBeen() throws IOException {
    Path svg = folder.resolve("calls.svg");
    assertEquals(0, simulate("--svg", svg.toString()), screen::err);
    List<String> lines = screen.out().lines().toList();
    assertEquals(
        "RULE  KEY     CALLS  FAILED  SLOW  OPENED     FOR  REFUSED  OF FAILED  OF SUCCEEDED  CUT "
            + "  SAVED",
        lines.get(0));
    assertEquals(
        "pay   pay:80      8       8     0       1  9.550s        3          3             0    0 "
            + " 0.150s",
        lines.get(1));
    assertTrue(
        lines.get(2).startsWith("0.450s  'pay' pay:80 opens for 9.550s, to the end: "),
        screen::out);
    assertEquals("1 call that no rule is for", lines.get(3));
    assertEquals("1 call refused when it was recorded, and left out here", lines.get(4));
    assertEquals("2 calls not recorded, because there were too many", lines.get(5));
    assertTrue(Files.readString(svg).contains("pay  pay:80"));
  }

  @Test
  void retriesAndFallbacksAreColumnsWhereARuleHasThem() throws IOException {
    Files.writeString(
        rules,
        RULES.replace(
            "breaker:",
            "retry: { attempts: 2 }, fallback: { response: { status: 200 } }, breaker:"));
    assertEquals(0, simulate(), screen::err);
    String first = screen.out().lines().findFirst().get();
    assertTrue(first.endsWith("SAVED  RETRIES  RESCUED  NO BUDGET  ANSWERED"), first);
  }

  @Test
  void tellsPrograms() throws IOException {
    assertEquals(0, simulate("--json"), screen::err);
    Map<String, Object> json = Json.object(screen.out());
    assertEquals(10.0, json.get("seconds"));
    assertEquals(
        "1 1 2", json.get("unmatched") + " " + json.get("refusedBefore") + " " + json.get("over"));
    Map<String, Object> pay = Json.objects(json, "rules").get(0);
    assertEquals(
        "8 3 3 150",
        pay.get("calls")
            + " "
            + pay.get("refused")
            + " "
            + pay.get("refusedFailed")
            + " "
            + pay.get("savedMillis"));
    assertEquals(450L, Json.objects(pay, "openings").get(0).get("atMillis"));
  }

  @Test
  void problemsOfBothFilesAreWrongUse() throws IOException {
    Files.writeString(recording, Files.readString(recording) + "x\n");
    assertEquals(2, simulate());
    assertTrue(screen.err().startsWith(recording + ":14: neither name nor failure nor a call"));
    assertTrue(screen.err().endsWith("calls.rec is not played: 1 problem\n"), screen::err);
    Files.writeString(rules, "rules:\n  - nam: x\n");
    assertEquals(2, simulate());
    assertTrue(screen.err().contains(rules + ":2:5: unknown key 'nam'"), screen::err);
    Files.delete(recording);
    Files.writeString(rules, RULES);
    assertEquals(2, simulate());
    assertTrue(
        screen.err().contains("calls.rec cannot be read: there is no such file; name what"),
        screen::err);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "simulate rules.yaml|missing required option: '--recording=FILE'",
        "record 1|missing required option: '--out=FILE'",
        "record 1 --out f --at-most 0|--at-most must be 1 to 1000000, not 0",
        "record 1 --out f --at-most 1000001|--at-most must be 1 to 1000000, not 1000001",
        "record 1 --out f --for 1x|'1x' is no time from 1s to 24h",
      })
  void wrongUseIsSaid(String words, String said) {
    assertEquals(2, screen.run(words.split(" ")));
    assertTrue(screen.err().contains(said), screen::err);
  }

  @Test
  void recordsOverNoOtherFile() throws IOException {
    String pid = Long.toString(ProcessHandle.current().pid());
    assertEquals(1, screen.run("record", pid, "--out", recording.toString()));
    assertTrue(screen.err().contains("calls.rec is there already; name another"), screen::err);
    String nowhere = folder.resolve("absent/calls.rec").toString();
    assertEquals(1, screen.run("record", pid, "--out", nowhere));
    assertTrue(screen.err().contains("cannot be written: no file can be made in"), screen::err);
  }

  /** What the agent writes, the command reads. */
  @Test
  void hostileNamesComeBackAsTheyWere() throws IOException {
    String hostile = "a\tb\nc\\u0041\\d\u0000é\ud83d\ude00 name\t0";
    Engine engine = new Engine(Ticker.system(), this);
    CallRecorder recorder = new CallRecorder(Ticker.system(), 10);
    engine.on();
    engine.record(recorder.before(null));
    try {
      call(RetrofuseMessaging.send("kafka", hostile), 0);
      call(RetrofuseMessaging.send("kafka", "other"), 0);
      call(RetrofuseHttp.request("GET", "http", "pay", 8080, "/" + hostile), 503);
    } finally {
      engine.record(null);
      engine.off();
    }
    recorder.end();
    Files.writeString(recording, recorder.report());
    String quoted = Json.text(Json.map("d", hostile));
    Files.writeString(
        rules,
        "rules:\n  - name: hostile\n    match: { messaging: { destination: "
            + quoted.substring(quoted.indexOf(':') + 1, quoted.length() - 1)
            + " } }\n    breaker: {}\n"
            + "  - name: pay\n    match: { http: { path: '/a**' } }\n    breaker: {}\n");
    assertEquals(0, simulate("--json"), screen::err);
    Map<String, Object> json = Json.object(screen.out());
    List<Map<String, Object>> found = Json.objects(json, "rules");
    assertEquals(2, found.size(), screen::out);
    assertEquals("hostile 1", found.get(0).get("rule") + " " + found.get(0).get("calls"));
    assertEquals(
        "pay 1 pay:8080",
        found.get(1).get("rule")
            + " "
            + found.get(1).get("failures")
            + " "
            + found.get(1).get("key"));
    assertEquals(1L, json.get("unmatched"));
  }

  private static void call(RetrofuseGuard guard, int status) {
    guard.exit(guard.enter(), status, null);
  }

  @Override
  public void stateChanged(StateChange change) {}

  @Override
  public void note(String place, String text) {}
}
