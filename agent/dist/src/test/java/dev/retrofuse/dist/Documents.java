package dev.retrofuse.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The project's documents, as files. */
final class Documents {
  static final Path ROOT = root();

  private Documents() {}

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("rules/samples"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  /** What users and contributors read. */
  static List<Path> pages() throws IOException {
    List<Path> single =
        Stream.of("README.md", "CONTRIBUTING.md", "rules/reference.md").map(ROOT::resolve).toList();
    return Stream.concat(single.stream(), below("docs", ".md").stream()).toList();
  }

  /** The pages, and what stands beside the code. */
  static List<Path> all() throws IOException {
    List<Path> beside =
        Stream.of("agent", "rules", "test-apps", "scripts")
            .flatMap(folder -> below(folder, ".md").stream())
            .filter(file -> file.getFileName().toString().matches("RATIONALE\\.md|README\\.md"))
            .toList();
    return Stream.concat(pages().stream(), beside.stream()).toList();
  }

  static List<Path> samples() {
    return below("rules/samples", ".yaml");
  }

  private static List<Path> below(String folder, String end) {
    try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
      return files
          .filter(file -> file.toString().endsWith(end))
          .filter(file -> !file.toString().contains("/target/"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first group of each match in the file's text. */
  static List<String> found(Path file, String pattern) {
    return Pattern.compile(pattern, Pattern.DOTALL | Pattern.MULTILINE)
        .matcher(text(file))
        .results()
        .map(result -> result.group(1))
        .toList();
  }
}
