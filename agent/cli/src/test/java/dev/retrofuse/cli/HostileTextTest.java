package dev.retrofuse.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A terminal shows what is in files and obeys nothing of it. */
class HostileTextTest {
  private static final Pattern OBEYED =
      Pattern.compile("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069]");

  /** Clears the screen, sets the window's title, turns the direction of writing, rings. */
  private static final String HOSTILE = "a\\e[2J\\e]0;owned\\a\\x9b31m\\u202e\\u2028b";

  private static final String RULES =
      """
      rules:
        - name: "HOSTILE"
          match: { http: { host: "HOSTILE" } }
          breaker: { minimum-calls: 50, jitter: 0% }
        - name: "again HOSTILE"
          match: { http: { host: "HOSTILE", path: "/HOSTILE" } }
          breaker: {}
      tests:
        - name: "HOSTILE"
          steps:
            - { calls: 3, to: "GET https://HOSTILE/x", end: "200", expect: { refused: 2 } }
      """;

  @TempDir Path folder;

  private final Screen screen = new Screen(false);
  private String rules;

  @BeforeEach
  void write() throws IOException {
    rules = file("rules.yaml", RULES.replace("HOSTILE", HOSTILE));
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private void assertHarmless(String... words) {
    screen.run(words);
    String all = screen.out() + screen.err();
    assertFalse(OBEYED.matcher(all).find(), all);
    assertFalse(all.isBlank());
  }

  @ParameterizedTest
  @ValueSource(strings = {"validate", "lint", "test"})
  void ofRuleFiles(String command) {
    assertHarmless(command, rules);
    assertTrue((screen.out() + screen.err()).length() > 10);
  }

  @Test
  void ofRulesThatAreWrong() throws IOException {
    String wrong =
        file("wrong.yaml", "\"HOSTILE\": 1\nrules: HOSTILE\n".replace("HOSTILE", HOSTILE));
    assertHarmless("validate", wrong);
    assertHarmless("validate", folder.resolve("no\u001b[2Jfile").toString());
    String raw = file("raw.yaml", "rules: \u001b[2J\n");
    assertHarmless("validate", raw);
  }

  @Test
  void ofComparisonsAndExplanations() throws IOException {
    String other = file("other.yaml", "rules: []\n");
    assertHarmless("diff", rules, other);
    assertHarmless("explain", rules, "GET https://a\u001b[2J/x");
    assertHarmless("explain", rules, "POST http://x/\u001b]0;owned\u0007");
  }

  @Test
  void ofRecordingsAndOfWhatWasSeen() throws IOException {
    String esc = "\\u001b[2J";
    String recording =
        file(
            "calls.rec",
            "retrofuse-recording\t1\t10000000\t1\t0\n"
                + "name\t1\thttp\tGET\thttps\ta"
                + esc
                + "\t443\t/x"
                + esc
                + "\n"
                + "0\t1000\t1\t200\n");
    assertHarmless("simulate", rules, "--recording", recording);
    assertHarmless("simulate", rules, "--recording", file("raw.rec", "\u001b[2J\n"));
    String bad = "retrofuse-recording\t1\t10\t1\t0\n\u001b]0;x\u0007\t1\t1\t1\n";
    assertHarmless("simulate", rules, "--recording", file("bad.rec", bad));
    String seen =
        "{'seconds': 60.0, 'calls': [{'kind': 'http', 'destination': 'a\\u001b[2J:443',"
            + "'operation': 'GET', 'object': '/\\u001b]0;x\\u0007', 'callers': ['\\u009b31m'],"
            + "'calls': 600, 'mostAtOnce': 2, 'p99Millis': 30.5}]}";
    assertHarmless("suggest", file("seen.json", seen.replace('\'', '"')));
    assertHarmless("suggest", file("no.json", "\u001b[2J"));
    assertHarmless("lint", rules, "--seen", file("status.json", "\u001b[2J"));
  }
}
