package dev.retrofuse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** The command that plays the tests of a rule file. */
class TestCommandTest {
  private static final String RULES =
      """
      rules:
        - { name: pay, match: { http: { host: pay.example } }, breaker: { minimum-calls: 10 } }
      """;
  private static final String TESTS =
      """
      tests:
        - name: it opens
          steps:
            - given: { calls: 12, to: GET https://pay.example/, fail: all }
              then: { state: open, refused: 2 }
        - name: <it> "stays" closed
          steps:
            - given: { calls: 20, to: GET https://pay.example/, fail: all, within: 2s }
              then: { state: closed, refused: none }
      """;

  @TempDir Path folder;
  private final Screen screen = new Screen(false);
  private Path rules;

  @BeforeEach
  void write() throws IOException {
    rules = Files.writeString(folder.resolve("pay.yaml"), RULES);
  }

  @Test
  void saysWhatWasExpectedAndWhatTheBreakerDid() throws IOException {
    Path tests = Files.writeString(folder.resolve("pay.test.yaml"), TESTS);
    assertEquals(1, screen.run("test", rules.toString()), screen::err);
    List<String> lines = screen.out().lines().toList();
    assertEquals("passed  it opens", lines.get(0));
    assertEquals("FAILED  <it> \"stays\" closed", lines.get(1));
    assertEquals("    " + tests + ":8:9: expected state closed, found open", lines.get(2));
    assertEquals("    " + tests + ":8:9: expected refused none, found 10 of 20", lines.get(3));
    assertEquals("    history:", lines.get(4));
    assertTrue(lines.get(5).startsWith("       0.910s  'pay' pay.example:443: closed -> open: "));
    assertEquals("2 tests, 1 failed", lines.get(6));
  }

  @Test
  void passesWithCodeZero() throws IOException {
    Files.writeString(rules, RULES + TESTS.substring(0, TESTS.indexOf("  - name: <it>")));
    assertEquals(0, screen.run("test", rules.toString()), screen::err);
    assertEquals("passed  it opens\n1 test, 0 failed\n", screen.out());
  }

  @Test
  void tellsPrograms() throws Exception {
    Files.writeString(rules, RULES + TESTS);
    Path xml = folder.resolve("report.xml");
    assertEquals(1, screen.run("test", rules.toString(), "--json", "--junit-xml", xml.toString()));
    Map<String, Object> json = Json.object(screen.out());
    assertEquals(1L, json.get("failed"));
    Map<?, ?> failed = (Map<?, ?>) ((List<?>) json.get("tests")).get(1);
    assertEquals(false, failed.get("passed"));
    assertEquals(
        "state closed", ((Map<?, ?>) ((List<?>) failed.get("mismatches")).get(0)).get("expected"));
    assertEquals(910L, ((Map<?, ?>) ((List<?>) failed.get("history")).get(0)).get("atMillis"));
    Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(xml.toFile())
            .getDocumentElement();
    assertEquals("2 1", suite.getAttribute("tests") + " " + suite.getAttribute("failures"));
    Element second = (Element) suite.getElementsByTagName("testcase").item(1);
    assertEquals("<it> \"stays\" closed", second.getAttribute("name"));
    assertEquals(2, second.getElementsByTagName("failure").getLength());
  }

  @Test
  void problemsAndNoTestsAreWrongUse() throws IOException {
    assertEquals(2, screen.run("test", rules.toString()));
    assertTrue(screen.err().contains("has no tests: add the key tests, or write "), screen::err);
    Path tests = Files.writeString(folder.resolve("pay.test.yaml"), "tests: [{nam: x}]");
    assertEquals(2, screen.run("test", rules.toString()));
    assertTrue(screen.err().contains(tests + ":1:10: unknown key 'nam'"), screen::err);
  }
}
