package dev.retrofuse.testkit;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of a test's own: started with chosen options, spoken to by lines, ended with the test. */
public final class ForkedJvm implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final Thread out;
  private final Thread err;
  private final List<String> lines = new ArrayList<>();
  private final Writer input;

  private ForkedJvm(Process process) {
    this.process = process;
    this.input = new java.io.OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    out = follow(process.getInputStream(), "");
    err = follow(process.getErrorStream(), "err: ");
  }

  /**
   * Starts a JVM.
   *
   * @param home its JAVA_HOME
   * @param arguments all that follows {@code java}
   */
  public static ForkedJvm start(File home, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(new File(home, "bin/java").getPath());
    command.addAll(arguments);
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().keySet().removeAll(Arrays.asList("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"));
      return new ForkedJvm(builder.start());
    } catch (IOException e) {
      throw new IllegalStateException(command + " cannot be started", e);
    }
  }

  /** The home of the JVM that runs the tests. */
  public static File ownHome() {
    return new File(System.getProperty("java.home"));
  }

  private Thread follow(InputStream stream, String prefix) {
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader in =
                  new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                  add(prefix + line);
                }
              } catch (IOException e) {
                add(prefix + "(output ended: " + e + ")");
              }
            },
            "forked-jvm-output");
    reader.setDaemon(true);
    reader.start();
    return reader;
  }

  private synchronized void add(String line) {
    lines.add(line);
    notifyAll();
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** All lines so far; those of the standard error begin with {@code err: }. */
  public synchronized List<String> lines() {
    return new ArrayList<>(lines);
  }

  /** How many lines there are so far: where to begin waiting for what comes next. */
  public synchronized int mark() {
    return lines.size();
  }

  /** Writes a line to its standard input. */
  public void send(String line) {
    try {
      input.write(line + "\n");
      input.flush();
    } catch (IOException e) {
      throw new IllegalStateException("the JVM is gone: " + lines(), e);
    }
  }

  /** Sends a line and waits for an answer that contains the text. */
  public String ask(String line, String answerContains) {
    int from = mark();
    send(line);
    return await(from, answerContains);
  }

  /** Waits for a line that contains the text. */
  public String await(String text) {
    return await(0, text);
  }

  /** Waits for a line, from that mark on, that contains the text. */
  public synchronized String await(int from, String text) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    int next = from;
    while (true) {
      for (; next < lines.size(); next++) {
        if (lines.get(next).contains(text)) {
          return lines.get(next);
        }
      }
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0 || (!process.isAlive() && next == lines.size() && left < 50_000)) {
        throw new AssertionError("no line with '" + text + "' in:\n" + String.join("\n", lines));
      }
      waitFor(Math.min(left, 200));
    }
  }

  @SuppressWarnings("WaitNotInLoop") // the caller loops
  private void waitFor(long millis) {
    try {
      wait(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits for its end and for all that it wrote, and gives its exit code. */
  public int exitCode() {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("still running:\n" + String.join("\n", lines()));
      }
      out.join(PATIENCE_SECONDS * 1_000);
      err.join(PATIENCE_SECONDS * 1_000);
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
