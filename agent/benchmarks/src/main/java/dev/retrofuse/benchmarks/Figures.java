package dev.retrofuse.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Prints every figure that the documentation claims. Variants take turns, so that a machine that
 * becomes slower does so for all; medians, and ratios to the first variant.
 */
public final class Figures {
  private final Path jar;
  private final Path target;
  private final Path otel;
  private final int rounds;

  private Figures(Path jar, Path target, Path otel, int rounds) {
    this.jar = jar;
    this.target = target;
    this.otel = otel;
    this.rounds = rounds;
  }

  /**
   * Arguments: retrofuse.jar, the target folder of this module, OpenTelemetry's jar, rounds, what.
   */
  public static void main(String[] args) {
    Figures figures =
        new Figures(
            Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), Integer.parseInt(args[3]));
    List<String> what = Arrays.asList(args).subList(4, args.length);
    if (what.isEmpty() || what.contains("trivial")) {
      figures.trivial();
    }
    if (what.isEmpty() || what.contains("calls")) {
      figures.calls();
    }
    if (what.isEmpty() || what.contains("spring")) {
      figures.spring();
    }
  }

  private void trivial() {
    List<Variant> variants =
        List.of(Variant.none(), Variant.nothing(target), mine("ten-rules.yaml"));
    Map<String, List<Fork>> runs = interleaved(variants, rounds * 3, javaMain("Trivial"));
    table("A main that prints one line: wall ms", runs, Fork::wallMillis);
    table("A main that prints one line: CPU ms", runs, Fork::cpuMillis);
  }

  private void calls() {
    List<Variant> variants =
        new ArrayList<>(List.of(Variant.none(), mine("h2-breaker.yaml"), mine("no-rules.yaml")));
    withOpenTelemetry(variants);
    Map<String, List<Fork>> runs = interleaved(variants, rounds, javaMain("PerCall", "select"));
    table("H2 SELECT 1 by PreparedStatement: CPU ns per call", runs, run -> word(run, 0));
    table("the same: bytes allocated per call", runs, run -> word(run, 1));
    Map<String, List<Fork>> refused =
        interleaved(List.of(mine("h2-breaker.yaml")), rounds, javaMain("PerCall", "rejected"));
    table("A rejected call, its exception included: CPU ns", refused, run -> word(run, 0));
    table("the same: bytes allocated", refused, run -> word(run, 1));
  }

  private void spring() {
    Path app = target.resolve("../spring-service/target/spring-service.jar").normalize();
    if (!Files.exists(app)) {
      System.out.println("spring: " + app + " is not built, left out");
      return;
    }
    List<Variant> variants = new ArrayList<>(List.of(Variant.none(), mine("ten-rules.yaml")));
    withOpenTelemetry(variants);
    Map<String, List<Fork>> runs =
        interleaved(variants, rounds, List.of("-Xmx512m", "-jar", app.toString()));
    table(
        "Spring Boot web and JDBC, to its first answer: CPU ms", runs, run -> run.figure("cpu_ms"));
    table("the same: peak memory, MB", runs, run -> run.figure("peak_mb"));
    // G1 grows a heap by some 20 MB or not, by how long its pauses happened to be: hence this too.
    List<String> fixedHeap = List.of("-Xmx512m", "-XX:+UseSerialGC", "-Xmn24m", "-jar");
    List<String> program = new ArrayList<>(fixedHeap);
    program.add(app.toString());
    table(
        "the same with a young generation of 24 MB: peak memory, MB",
        interleaved(variants, rounds, program),
        run -> run.figure("peak_mb"));
  }

  private void withOpenTelemetry(List<Variant> variants) {
    if (Files.exists(otel)) {
      variants.add(Variant.openTelemetry(otel));
    }
  }

  private Variant mine(String rules) {
    return Variant.retrofuse(
        "retrofuse, " + rules, jar, target.resolve("../src/main/rules/" + rules).normalize());
  }

  private List<String> javaMain(String name, String... arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("-Xmx512m", "-cp", target + "/benchmarks.jar:" + target + "/lib/*"));
    command.add("dev.retrofuse.benchmarks." + name);
    command.addAll(List.of(arguments));
    return command;
  }

  private static Map<String, List<Fork>> interleaved(
      List<Variant> variants, int rounds, List<String> program) {
    Map<String, List<Fork>> runs = new LinkedHashMap<>();
    for (int round = 0; round <= rounds; round++) {
      for (Variant variant : variants) {
        List<String> command = new ArrayList<>(variant.options());
        command.addAll(program);
        Fork run = Fork.run(command);
        if (round > 0) { // the first of each warms the file cache
          runs.computeIfAbsent(variant.name(), name -> new ArrayList<>()).add(run);
        }
      }
    }
    return runs;
  }

  private static void table(
      String title, Map<String, List<Fork>> runs, ToDoubleFunction<Fork> figure) {
    System.out.println("\n" + title);
    double first = Double.NaN;
    for (Map.Entry<String, List<Fork>> each : runs.entrySet()) {
      double[] values = each.getValue().stream().mapToDouble(figure).sorted().toArray();
      double median = values[values.length / 2];
      first = Double.isNaN(first) ? median : first;
      System.out.printf(
          Locale.ROOT,
          "  %-32s %10s  [%s..%s]  x%.2f  %+.1f%n",
          each.getKey(),
          round(median),
          round(values[0]),
          round(values[values.length - 1]),
          median / first,
          median - first);
    }
  }

  private static double word(Fork run, int index) {
    return Double.parseDouble(run.output().trim().split(" ", -1)[index]);
  }

  static String round(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
