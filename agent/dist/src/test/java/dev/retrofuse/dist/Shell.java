package dev.retrofuse.dist;

import dev.retrofuse.testkit.ForkedJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A bash in a folder, in which {@code java} is the one that runs the tests. */
final class Shell implements AutoCloseable {
  private static final String END = "(end of the command)";

  private final Process process;
  private final BufferedReader out;
  private final Writer in;

  Shell(Path folder) {
    process = start(folder, "--noprofile", "--norc");
    out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    in = new java.io.OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    run("shopt -s expand_aliases");
  }

  /** Starts a bash; both its outputs are one. */
  static Process start(Path folder, String... arguments) {
    List<String> command = Stream.concat(Stream.of("bash"), Stream.of(arguments)).toList();
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile()).redirectErrorStream(true);
    String path = folder + "/bin:" + ForkedJvm.ownHome() + "/bin:" + System.getenv("PATH");
    builder.environment().put("PATH", path);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command to its end and gives what it printed, each line with its end. */
  String run(String command) {
    try {
      in.write("{ " + command + "\n} < /dev/null\necho; echo '" + END + "'\n");
      in.flush();
      StringBuilder printed = new StringBuilder();
      for (String line = out.readLine(); !END.equals(line); line = out.readLine()) {
        if (line == null) {
          throw new AssertionError("the shell has ended: " + command + "\n" + printed);
        }
        printed.append(line).append('\n');
      }
      // The empty line that ends a last one without an end; otherwise it is one too many.
      int length = printed.length();
      return length > 0 && printed.charAt(length - 1) == '\n'
          ? printed.substring(0, length - 1)
          : printed.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends a process and all that it has started. */
  static void end(Process process) {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroy();
    all.forEach(ProcessHandle::destroy);
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end(process);
  }
}
