package dev.retrofuse.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One run of a JVM: its output, wall time, and the CPU time of all its threads. */
record Fork(String output, double wallMillis, double cpuMillis) {
  private static final double MILLIS_PER_TICK = 10;

  /** Runs {@code java arguments} of this JVM's home and waits for it. */
  static Fork run(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(arguments);
    try {
      double cpu = childrensCpu();
      long start = System.nanoTime();
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String output = text(process.getInputStream());
      int code = process.waitFor();
      double wall = (System.nanoTime() - start) / 1e6;
      if (code != 0) {
        throw new IllegalStateException(command + " ended with " + code + ": " + output);
      }
      return new Fork(output, wall, childrensCpu() - cpu);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  // User and system time of the children that were waited for: fields 16 and 17 of proc(5) stat.
  private static double childrensCpu() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return MILLIS_PER_TICK * (Long.parseLong(fields[13]) + Long.parseLong(fields[14]));
  }

  /** A number that the program printed as {@code name value}. */
  double figure(String name) {
    return Arrays.stream(output.split("\n", -1))
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + name + " in: " + output));
  }
}
