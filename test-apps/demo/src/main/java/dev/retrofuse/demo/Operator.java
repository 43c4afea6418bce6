package dev.retrofuse.demo;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The one at the keyboard: runs {@code java -jar retrofuse.jar ...} as anybody would. */
final class Operator {
  static final String JAR = "agent/dist/target/retrofuse.jar";
  static final String RULES = "test-apps/demo/payments.yaml";
  private static final int PATIENCE_SECONDS = 30;

  private final Path root;
  private final Screen screen;

  Operator(Path root, Screen screen) {
    this.root = root;
    this.screen = screen;
  }

  /** What a command answered; an exit code of -1 when it did not end. */
  record Result(int exit, String output) {}

  /** Shows the command and its answer; true when it succeeded. */
  boolean types(String... arguments) throws IOException, InterruptedException {
    shows(arguments);
    Result result = run(true, arguments);
    screen.output(result.output());
    if (result.exit() != 0) {
      screen.output("exit code " + result.exit());
    }
    return result.exit() == 0;
  }

  void shows(String... arguments) {
    screen.command("java -jar " + JAR + " " + String.join(" ", arguments));
  }

  /** Only the answer on standard output. */
  Result asks(String... arguments) throws IOException, InterruptedException {
    return run(false, arguments);
  }

  private Result run(boolean withErrors, String... arguments)
      throws IOException, InterruptedException {
    Path answer = Files.createTempFile("retrofuse-demo", ".out");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command(arguments))
              .directory(root.toFile())
              .redirectErrorStream(withErrors)
              .redirectOutput(answer.toFile());
      Process process = (withErrors ? builder : builder.redirectError(Redirect.DISCARD)).start();
      int exit = end(process);
      return new Result(exit, Files.readString(answer));
    } finally {
      Files.delete(answer);
    }
  }

  private static List<String> command(String... arguments) {
    Path java = Child.java(Path.of(System.getProperty("java.home")));
    List<String> command = new ArrayList<>(List.of(java.toString(), "-jar", JAR));
    command.addAll(List.of(arguments));
    return command;
  }

  private static int end(Process process) throws InterruptedException {
    try {
      return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } finally {
      process.destroyForcibly();
    }
  }
}
