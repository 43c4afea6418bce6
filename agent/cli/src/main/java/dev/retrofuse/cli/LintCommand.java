package dev.retrofuse.cli;

import dev.retrofuse.review.lint.Assumptions;
import dev.retrofuse.review.lint.KnownClient;
import dev.retrofuse.rules.Durations;
import dev.retrofuse.rules.RuleSet;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "lint",
    description = "Computes which rules of a file do not what they seem to.",
    footer = {
      "",
      "'# lint: allow CODE' in the line of a finding or its rule, or above, says that it is meant so."
    })
final class LintCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The rule file.")
  private File file;

  @Option(
      names = "--calls-per-second",
      paramLabel = "N",
      description = "How many calls come under each key, such as each host.")
  private Double callsPerSecond;

  @Option(
      names = "--seen",
      paramLabel = "STATUS",
      description = "A file with the output of 'status --json', for how many calls came.")
  private File seen;

  @Option(
      names = "--caller-timeout",
      paramLabel = "TIME",
      description = "How long callers of this service wait, such as 10s.")
  private String callerTimeOut;

  @Option(
      names = "--client-retries",
      paramLabel = "N",
      defaultValue = "0",
      description = "How often clients make a failed call again by themselves.")
  private long clientRetries;

  @Option(
      names = "--client",
      paramLabel = "NAME",
      description = "The same for a client that retries by itself: ${COMPLETION-CANDIDATES}.")
  private KnownClient client;

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = {
        "The environment whose overlay is to be applied.",
        "Without it: RETROFUSE_ENVIRONMENT, if it is set, else all of them."
      })
  private String environment;

  @Option(names = "--strict", description = "End with exit code 1 when there are findings.")
  private boolean strict;

  @Option(names = "--json", description = "Print one JSON array.")
  private boolean json;

  LintCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Assumptions assumptions = assumptions();
    RulesCheck check = new RulesCheck(file, RulesCheck.chosen(environment));
    Map<String, RuleSet> rules = check.rules(console);
    if (rules == null) {
      return Console.WRONG_USAGE;
    }
    AllFindings findings = new AllFindings(rules, assumptions);
    if (json) {
      FindingsText.printJson(findings, console);
    } else {
      FindingsText.print(findings, console);
      console.say(file + ": " + findings.summary());
    }
    return strict && !findings.all().isEmpty() ? Console.FAILED : Console.DONE;
  }

  private Assumptions assumptions() {
    Assumptions assumptions = Assumptions.none();
    if (callsPerSecond != null) {
      check(callsPerSecond > 0 && callsPerSecond <= 1e9, "--calls-per-second must be above 0");
      assumptions = assumptions.callsPerSecond(callsPerSecond);
    }
    if (callerTimeOut != null) {
      long nanos = Durations.parse(callerTimeOut);
      check(
          nanos > 0, "--caller-timeout: '" + callerTimeOut + "' is no time; write 500ms, 2s or 1m");
      assumptions = assumptions.callerNanos(nanos);
    }
    check(clientRetries >= 0 && clientRetries <= 100, "--client-retries must be 0 to 100");
    assumptions = assumptions.clientRetries((int) clientRetries);
    if (client != null) {
      assumptions = assumptions.client(client);
    }
    return seen == null ? assumptions : assumptions.seen(seen());
  }

  private Map<String, Double> seen() {
    try {
      return SeenRates.read(seen);
    } catch (IOException | RuntimeException e) {
      throw new ParameterException(
          spec.commandLine(),
          Printable.of("--seen: " + seen + " is no output of 'status --json': " + e.getMessage()),
          e);
    }
  }

  private void check(boolean right, String text) {
    if (!right) {
      throw new ParameterException(spec.commandLine(), text);
    }
  }
}
