package dev.retrofuse.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM that the demo started. It ends with its standard input, and so also when the demo dies. */
final class Child implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 3;

  private final Process process;
  private final BufferedReader out;
  private final Path log;

  /** Standard error goes to {@code log}. */
  Child(List<String> command, Path folder, Path log) throws IOException {
    this.log = log;
    process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectError(log.toFile()).start();
    out = process.inputReader(StandardCharsets.UTF_8);
  }

  static Path java(Path home) {
    return home.resolve("bin").resolve("java");
  }

  /** Waits for the first line, in which a service names its ports. */
  Values ports() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("A service did not start:\n" + Files.readString(log));
    }
    return Values.parse(line.replace(' ', '\n'));
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
