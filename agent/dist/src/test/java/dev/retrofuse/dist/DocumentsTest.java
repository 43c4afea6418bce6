package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleFileResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the documents say is so: their rule files load, their commands exist, they name every field
 * of the status.
 */
class DocumentsTest {

  @Test
  void ruleFilesInDocumentsLoad() throws IOException {
    int blocks = 0;
    for (Path file : Documents.pages()) {
      for (String yaml : Documents.found(file, "^```yaml\\n(.*?)^```")) {
        RuleFileResult result = RuleFile.parse(file.toString(), yaml);
        assertEquals(List.of(), result.problems());
        blocks++;
      }
    }
    assertTrue(blocks >= 2, blocks + " rule files");
  }

  @Test
  void commandsAreKnownAndDocumented() throws Exception {
    Set<String> known = new TreeSet<>();
    Path sources = Documents.ROOT.resolve("agent/cli/src/main/java/dev/retrofuse/cli");
    try (Stream<Path> files = Files.list(sources)) {
      files
          .filter(Files::isRegularFile)
          .forEach(
              file -> known.addAll(Documents.found(file, "@Command\\(\\s*name = \"([a-z]+)\"")));
    }
    known.remove("retrofuse");
    Path operating = Documents.ROOT.resolve("docs/operating.md");
    assertEquals(
        known, new TreeSet<>(Documents.found(operating, "^\\| `([a-z]+)(?: [^`]*)?` \\|")));
    for (Path file : Documents.pages()) {
      for (String command : Documents.found(file, "java -jar retrofuse\\.jar ([a-z]+)")) {
        assertTrue(known.contains(command), file + " names the command " + command);
      }
    }
  }

  @Test
  void everyFieldOfTheStatusIsDocumented() {
    String report =
        Documents.text(
            Documents.ROOT.resolve(
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
    for (String row :
        Documents.found(Documents.ROOT.resolve("docs/status.md"), "^\\| (`[^|]*) \\|")) {
      for (String name : row.split(", ")) {
        documented.add(name.replace("`", ""));
      }
    }
    assertEquals(written, documented);
  }

  @Test
  void testsThatPagesNameExist() throws IOException {
    Map<String, Path> tests = new HashMap<>();
    try (Stream<Path> files = Files.walk(Documents.ROOT)) {
      files
          .filter(file -> file.toString().matches(".*/src/[^/]+/java/.*\\.java"))
          .forEach(file -> tests.put(file.getFileName().toString().replace(".java", ""), file));
    }
    int named = 0;
    for (Path page : Documents.all()) {
      for (String name : Documents.found(page, "`([A-Z]\\w*(?:Test|IT)(?:\\.\\w+)?)`")) {
        String[] parts = name.split("\\.");
        Path test = tests.get(parts[0]);
        assertTrue(test != null, page + " names " + name + ", which is not there");
        boolean there =
            parts.length == 1
                || Pattern.compile("\\b" + parts[1] + "\\(").matcher(Documents.text(test)).find();
        assertTrue(there, page + " names " + name + ", but there is no such method");
        named++;
      }
    }
    assertTrue(named > 30, named + " tests");
  }
}
