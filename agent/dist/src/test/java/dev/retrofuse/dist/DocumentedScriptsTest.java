package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Scripts and builds that documents name are too long to be run here: but they exist. */
class DocumentedScriptsTest {
  @Test
  void scriptsAndBuildsExist() throws IOException {
    List<String> wrong = new ArrayList<>();
    int checked = 0;
    for (DocumentedCommand command : DocumentedCommand.all()) {
      if (!command.isToBeRun()) {
        checked++;
        String text = command.text().replaceFirst("^(?:[A-Z_]+=\\S+ )*", "");
        List<String> words = Arrays.asList(text.split(" "));
        String problem = text.startsWith("mvn ") ? build(words) : script(words);
        if (!problem.isEmpty()) {
          wrong.add(command + ": " + problem);
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(checked > 10, checked + " commands");
  }

  /** A script knows its arguments by their names, or hands them all on. */
  private static String script(List<String> words) throws IOException {
    Path script = Documents.ROOT.resolve(words.get(0));
    if (!Files.isExecutable(script)) {
      return "there is no such script";
    }
    String text = Files.readString(script);
    for (String word : words.subList(1, words.size())) {
      if (word.startsWith("-")) {
        return text.contains("\"$@\"") || text.contains("\"${@:2}\"") ? "" : "it takes no options";
      }
      if (!text.matches("(?s).*\\b" + word + "\\b.*")) {
        return "it does not know " + word;
      }
    }
    return "";
  }

  private static String build(List<String> words) throws IOException {
    Path folder = Documents.ROOT;
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      if (words.get(i - 1).equals("-f")) {
        folder = Documents.ROOT.resolve(word);
      } else if (word.startsWith("-Dtest=") && !hasClass(folder, word.substring(7))) {
        return "there is no class " + word.substring(7) + " in " + folder;
      }
    }
    return Files.exists(folder.resolve("pom.xml")) ? "" : folder + " has no pom.xml";
  }

  private static boolean hasClass(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("src"))) {
      return files.anyMatch(file -> file.endsWith(name + ".java"));
    }
  }
}
