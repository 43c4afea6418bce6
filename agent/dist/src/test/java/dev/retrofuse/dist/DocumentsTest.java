package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleFileResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the documents say is so: their rule files load, their commands exist, their links lead
 * somewhere.
 */
class DocumentsTest {

  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("rules/samples"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  static List<Path> documents() throws IOException {
    try (Stream<Path> docs = Files.walk(root().resolve("docs"))) {
      return Stream.concat(
              docs, Stream.of("README.md", "CONTRIBUTING.md").map(name -> root().resolve(name)))
          .filter(file -> file.toString().endsWith(".md"))
          .toList();
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> found(Path file, String pattern) {
    return Pattern.compile(pattern, Pattern.DOTALL | Pattern.MULTILINE)
        .matcher(text(file))
        .results()
        .map(result -> result.group(1))
        .toList();
  }

  @Test
  void ruleFilesInDocumentsLoad() throws IOException {
    int blocks = 0;
    for (Path file : documents()) {
      for (String yaml : found(file, "^```yaml\\n(.*?)^```")) {
        RuleFileResult result = RuleFile.parse(file.toString(), yaml);
        assertEquals(List.of(), result.problems());
        blocks++;
      }
    }
    assertTrue(blocks >= 2, blocks + " rule files");
  }

  @Test
  void linksLeadSomewhere() throws IOException {
    for (Path file : documents()) {
      for (String link : found(file, "\\]\\(([^)#:]+)\\)")) {
        assertTrue(Files.exists(file.resolveSibling(link)), file + " links to " + link);
      }
    }
  }

  @Test
  void commandsAreKnownAndDocumented() throws Exception {
    Set<String> known = new TreeSet<>();
    Path sources = root().resolve("agent/cli/src/main/java/dev/retrofuse/cli");
    try (Stream<Path> files = Files.list(sources)) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> known.addAll(found(file, "@Command\\(\\s*name = \"([a-z]+)\"")));
    }
    known.remove("retrofuse");
    Path operating = root().resolve("docs/operating.md");
    assertEquals(known, new TreeSet<>(found(operating, "^\\| `([a-z]+)(?: [^`]*)?` \\|")));
    for (Path file : documents()) {
      for (String command : found(file, "java -jar retrofuse\\.jar ([a-z]+)")) {
        assertTrue(known.contains(command), file + " names the command " + command);
      }
    }
  }

  @Test
  void everyFieldOfTheStatusIsDocumented() {
    String report =
        text(
            root()
                .resolve(
                    "agent/operations/src/main/java/dev/retrofuse/operations/StatusReport.java"));
    Set<String> written = new TreeSet<>();
    Matcher field =
        Pattern.compile(
                "(?:Field|FieldStart|writeStrings|writeCounts|writeOverride)\\((?:json, )?\"([a-zA-Z0-9]+)\"")
            .matcher(report);
    while (field.find()) {
      written.add(field.group(1));
    }
    Set<String> documented = new TreeSet<>();
    for (String row : found(root().resolve("docs/status.md"), "^\\| (`[^|]*) \\|")) {
      for (String name : row.split(", ")) {
        documented.add(name.replace("`", ""));
      }
    }
    assertEquals(written, documented);
  }
}
