package dev.retrofuse.cli;

import dev.retrofuse.rehearsal.replay.CallRecording;
import dev.retrofuse.rehearsal.replay.Simulation;
import dev.retrofuse.rehearsal.replay.SimulationPicture;
import dev.retrofuse.rules.Problem;
import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleFileResult;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "simulate",
    description = {
      "Plays recorded calls to rules, on a clock of their own, without any JVM:",
      "what would have been refused, and what that would have saved."
    })
final class SimulateCommand implements Callable<Integer> {
  private final Console console;
  private final EngineHere engine;

  @Parameters(paramLabel = "RULES", description = "The rule file, or a folder of them.")
  private File rules;

  @Option(
      names = "--recording",
      paramLabel = "FILE",
      required = true,
      description = "What 'record' wrote.")
  private File recording;

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = "The environment whose overlay is to be applied (default: none).")
  private String environment;

  @Option(names = "--json", description = "Print the answer as one JSON object.")
  private boolean json;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Write a picture to this file, too: calls, failures, refusals and states.")
  private File svg;

  SimulateCommand(Console console, EngineHere engine) {
    this.console = console;
    this.engine = engine;
  }

  @Override
  public Integer call() throws Exception {
    RuleFileResult read = RuleFile.read(rules, environment);
    for (Problem problem : read.problems()) {
      ProblemText.print(problem, console);
    }
    if (read.ruleSet() == null) {
      console.failed(rules + " is not played: " + Counted.of(read.problems().size(), "problem"));
      return Console.WRONG_USAGE;
    }
    CallRecording calls = recording();
    if (calls == null) {
      return Console.WRONG_USAGE;
    }
    engine.prepare();
    return show(Simulation.play(read.ruleSet(), calls));
  }

  /** Null when it is none, which is said. */
  private CallRecording recording() {
    try {
      CallRecording read = CallRecording.read(recording);
      read.problems().forEach(console::remark);
      if (read.problems().isEmpty()) {
        return read;
      }
      console.failed(
          recording + " is not played: " + Counted.of(read.problems().size(), "problem"));
    } catch (NoSuchFileException absent) {
      console.failed(
          recording + " cannot be read: there is no such file; name what 'record' wrote");
    } catch (IOException e) {
      console.failed(recording + " cannot be read: " + e.getMessage());
    }
    return null;
  }

  private int show(Simulation simulation) throws IOException {
    if (svg != null) {
      Files.write(svg.toPath(), SimulationPicture.of(simulation));
    }
    SimulationReport report = new SimulationReport(simulation);
    if (json) {
      console.out().println(report.json());
    } else {
      report.print(console);
    }
    return Console.DONE;
  }
}
