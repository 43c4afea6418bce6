package dev.retrofuse.cli.attach;

import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/** Agents that a JVM was started with, besides this one. */
final class OtherAgents {
  /** Part of the file's name; what it is; whether both in one JVM are tried. */
  private static final String[][] KNOWN = {
    {"opentelemetry-javaagent", "OpenTelemetry", "tried"},
    {"dd-java-agent", "Datadog", "tried"},
    {"elastic-apm-agent", "Elastic APM", "tried"},
    {"newrelic", "New Relic", ""},
    {"skywalking-agent", "Apache SkyWalking", ""},
    {"applicationinsights-agent", "Application Insights", ""},
    {"pinpoint", "Pinpoint", ""},
    {"glowroot", "Glowroot", ""},
    {"appdynamics", "AppDynamics", ""},
    {"oneagent", "Dynatrace", ""},
    {"jmx_prometheus_javaagent", "Prometheus' JMX exporter, which weaves nothing", "tried"},
    {"jacoco", "JaCoCo", ""},
    {"jrebel", "JRebel", ""},
    {"sermant", "Sermant", ""},
    {"jdwp", "a debugger's port, which weaves nothing", "tried"},
    {"async-profiler", "a profiler, which weaves nothing", "tried"},
    {"asyncprofiler", "a profiler, which weaves nothing", "tried"},
  };

  private OtherAgents() {}

  static List<Finding> in(Target target) {
    List<Finding> findings = new ArrayList<>();
    // The JVM's own list of its options and its command line both have them.
    for (String argument : new LinkedHashSet<>(target.jvmArguments())) {
      if (isAgent(argument) && !isOwn(argument)) {
        findings.add(finding(argument));
      }
    }
    return findings;
  }

  private static boolean isAgent(String argument) {
    return argument.startsWith("-javaagent:")
        || argument.startsWith("-agentpath:")
        || argument.startsWith("-agentlib:");
  }

  /** By the name of its file: its folder may be called so for any reason. */
  private static boolean isOwn(String argument) {
    return new File(option(argument)).getName().contains("retrofuse");
  }

  private static String option(String argument) {
    return argument.split("=", 2)[0];
  }

  private static Finding finding(String argument) {
    String option = option(argument);
    String name = option.toLowerCase(Locale.ROOT);
    for (String[] known : KNOWN) {
      if (name.contains(known[0])) {
        String text = "the JVM also runs " + known[1] + " (" + option + ")";
        return known[2].isEmpty() ? untried(text) : Finding.ok("agents", text);
      }
    }
    return untried("the JVM also runs an agent that is not known here (" + option + ")");
  }

  private static Finding untried(String text) {
    return Finding.warning(
        "agents", text, "the two were not tried together: begin with rules in mode observe");
  }
}
