package dev.retrofuse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.rules.Problem;
import dev.retrofuse.rules.RuleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExcerptTest {
  @TempDir Path folder;

  private static Problem problem(String text, String found) {
    return RuleFile.parse("f", text).problems().stream()
        .filter(problem -> problem.found().contains(found))
        .findFirst()
        .orElseThrow();
  }

  private static void assertShown(String text, String found, String line, String caret) {
    assertEquals(List.of(line, caret), Excerpt.of(problem(text, found)));
  }

  @Test
  void putsACaretUnderThePlace() {
    assertShown(
        "rules: []\ntrace: { mode: joyn }\n",
        "joyn",
        "    2 | trace: { mode: joyn }",
        "      |                ^");
    assertShown("{ rules: [ }\r\n", "found '}'", "    1 | { rules: [ }", "      |            ^");
    assertEquals(List.of(), Excerpt.of(problem("rules: [\n", "end of the file")));
    assertEquals(List.of(), Excerpt.of(problem("", "an empty file")));
  }

  @Test
  void countsTabsAndWideCharactersAsATerminalDoes() {
    assertShown(
        "{ rules: [], '\t\t': 1, bad: 2 }",
        "'bad'",
        "    1 | { rules: [], '        ': 1, bad: 2 }",
        "      |                             ^");
    assertShown(
        "\"漢字e\u0301\ud83d\ude00\": 1\nrules: []\nmore: 1\n",
        "漢字",
        "    1 | \"漢字e\u0301\ud83d\ude00\": 1",
        "      | ^");
    assertShown(
        "{ 漢字: 1, ro: \ud83d\ude00 }\n",
        "'ro'",
        "    1 | { 漢字: 1, ro: \ud83d\ude00 }",
        "      |            ^");
  }

  @Test
  void cutsLongLines() {
    String text = "{ rules: [], " + "a".repeat(200) + ": 1, bad: 2, b: '" + "x".repeat(500);
    List<String> lines = Excerpt.of(problem(text + "' }", "'bad'"));
    assertTrue(lines.get(0).startsWith("    1 | ...aaaa"), lines.get(0));
    assertTrue(lines.get(0).endsWith("xxx..."), lines.get(0));
    assertTrue(lines.get(0).length() < 115, lines.get(0));
    assertEquals('b', lines.get(0).charAt(lines.get(1).indexOf('^')));
  }

  @Test
  void hidesSecretsAndStaysAtItsPlace() {
    String url = "{ rules: [], 'jdbc:oracle:thin:scott/tiger@host': 1, bad: 2 }";
    assertShown(
        url,
        "'bad'",
        "    1 | { rules: [], 'jdbc:oracle:thin:***@host': 1, bad: 2 }",
        "      |                                              ^");
    assertShown(
        "rules: []\npassword: tiger two # x\n", "'password'", "    2 | password: ***", "      | ^");
    String headers = "{ trace: { spans: { headers: ['Authorization: Bearer tiger', bad] } } }";
    List<String> lines = Excerpt.of(problem(headers, "headers: 'bad'"));
    assertFalse(lines.get(0).contains("tiger"), lines.get(0));
    assertEquals('b', lines.get(0).charAt(lines.get(1).indexOf('^')));
  }

  @Test
  void isPlainInAPipeAndColouredOnATerminal() throws IOException {
    String file =
        Files.writeString(folder.resolve("rules.yaml"), "rules: []\nmodd: 1\n").toString();
    Screen pipe = new Screen(false);
    assertEquals(2, pipe.run("validate", file));
    String place = file + ":2:1:";
    assertTrue(pipe.err().startsWith(place + " unknown key 'modd'; allowed: "), pipe::err);
    assertTrue(pipe.err().contains("\n    2 | modd: 1\n      | ^\nretrofuse: "), pipe::err);
    assertFalse(pipe.err().contains("\u001b"), pipe::err);
    Screen terminal = new Screen(true);
    assertEquals(2, terminal.run("validate", file));
    assertTrue(terminal.err().startsWith("\u001b[1m" + place + "\u001b[0m unknown"), terminal::err);
    assertTrue(terminal.err().contains("\u001b[31;1m^\u001b[0m\n"), terminal::err);
  }

  @Test
  void obeysNothingThatAFileSays() throws IOException {
    String file =
        Files.writeString(folder.resolve("rules.yaml"), "rules: []\nmodd: '\u0085'\n").toString();
    Screen screen = new Screen(false);
    assertEquals(2, screen.run("validate", file));
    assertTrue(screen.err().contains("    2 | modd: '?'"), screen::err);
  }
}
