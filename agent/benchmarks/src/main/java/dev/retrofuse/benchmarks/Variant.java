package dev.retrofuse.benchmarks;

import java.nio.file.Path;
import java.util.List;

/** A JVM with one agent or none: its name and the options that make it so. */
record Variant(String name, List<String> options) {
  static Variant none() {
    return new Variant("no agent", List.of());
  }

  static Variant nothing(Path target) {
    return new Variant(
        "an agent that does nothing",
        List.of("-javaagent:" + target.resolve("benchmarks-nothing-agent.jar")));
  }

  static Variant retrofuse(String name, Path jar, Path rules) {
    return new Variant(name, List.of("-javaagent:" + jar + "=rules=" + rules));
  }

  /** OpenTelemetry's agent with its exporters off. */
  static Variant openTelemetry(Path jar) {
    return new Variant(
        "OpenTelemetry agent",
        List.of(
            "-javaagent:" + jar,
            "-Dotel.traces.exporter=none",
            "-Dotel.metrics.exporter=none",
            "-Dotel.logs.exporter=none"));
  }
}
