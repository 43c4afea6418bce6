package dev.retrofuse.dist;

import dev.retrofuse.testkit.ForkedJvm;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The jar as an operator has it, the legacy application it is put to, and the JDKs to try both on.
 */
final class Product {
  static final Path JAR = Path.of(System.getProperty("retrofuse.jar"));
  static final Path LEGACY = Path.of(System.getProperty("legacy.jar"));

  private Product() {}

  /** The homes in RETROFUSE_JDKS, or the one that runs the tests. */
  static Stream<File> jdks() {
    String homes = System.getenv("RETROFUSE_JDKS");
    return homes == null || homes.isEmpty()
        ? Stream.of(ForkedJvm.ownHome())
        : Arrays.stream(homes.split(":")).map(File::new);
  }

  /** The feature version of a JDK: 8, 11, ... */
  static int version(File home) {
    try (ForkedJvm jvm = ForkedJvm.start(home, List.of("-version"))) {
      String line = jvm.await("version \"");
      String version = line.substring(line.indexOf('"') + 1);
      return Integer.parseInt(
          (version.startsWith("1.") ? version.substring(2) : version).split("[^0-9]")[0]);
    }
  }

  /** Starts the legacy console; it can also tell the bytes of its classes. */
  static ForkedJvm console(File home, String... options) {
    List<String> arguments = new ArrayList<>(Arrays.asList(options));
    arguments.add("-javaagent:" + LEGACY);
    arguments.add("-jar");
    arguments.add(LEGACY.toString());
    ForkedJvm jvm = ForkedJvm.start(home, arguments);
    jvm.await("ready");
    return jvm;
  }

  static String javaagent(Path rules) {
    return "-javaagent:" + JAR + "=rules=" + rules;
  }

  /** What the command line did. */
  record Outcome(int code, List<String> lines) {
    String text() {
      return String.join("\n", lines);
    }
  }

  /** Runs a command of the jar with the JDK that runs the tests. */
  static Outcome retrofuse(String... arguments) {
    return retrofuse(ForkedJvm.ownHome(), arguments);
  }

  /** Runs a command of the jar with that Java. */
  static Outcome retrofuse(File home, String... arguments) {
    try (ForkedJvm jvm = command(home, arguments)) {
      int code = jvm.exitCode();
      return new Outcome(code, jvm.lines());
    }
  }

  /** Starts a command of the jar with the JDK that runs the tests. */
  static ForkedJvm command(String... arguments) {
    return command(ForkedJvm.ownHome(), arguments);
  }

  private static ForkedJvm command(File home, String... arguments) {
    List<String> command = new ArrayList<>(List.of("-jar", JAR.toString()));
    command.addAll(Arrays.asList(arguments));
    return ForkedJvm.start(home, command);
  }

  static Path rules(Path folder, String yaml) {
    try {
      return Files.writeString(folder.resolve("rules.yaml"), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
