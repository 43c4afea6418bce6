package dev.retrofuse.cli;

import dev.retrofuse.rehearsal.JUnitXml;
import dev.retrofuse.rehearsal.RehearsedFile;
import dev.retrofuse.rehearsal.TestOutcome;
import dev.retrofuse.rules.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "test",
    description = "Plays the tests of a rule file, on a clock of their own, without any JVM.")
final class TestCommand implements Callable<Integer> {
  private final Console console;
  private final EngineHere engine;

  @Parameters(
      paramLabel = "FILE",
      description = {
        "The rule file, or a folder of them.",
        "Tests stand in it, or beside it in NAME.test.yaml."
      })
  private File file;

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = "The environment whose overlay is to be applied (default: none).")
  private String environment;

  @Option(names = "--json", description = "Print what became of the tests as one JSON object.")
  private boolean json;

  @Option(
      names = "--junit-xml",
      paramLabel = "FILE",
      description = "Write it to this file as build servers read it, too.")
  private File xml;

  TestCommand(Console console, EngineHere engine) {
    this.console = console;
    this.engine = engine;
  }

  @Override
  public Integer call() throws Exception {
    RehearsedFile read = RehearsedFile.read(file, environment);
    for (Problem problem : read.problems()) {
      ProblemText.print(problem, console);
    }
    if (!read.problems().isEmpty()) {
      console.failed(file + " is not played: " + Counted.of(read.problems().size(), "problem"));
      return Console.WRONG_USAGE;
    }
    engine.prepare();
    List<TestOutcome> outcomes = read.play();
    if (outcomes.isEmpty()) {
      String beside = RehearsedFile.beside(file).getPath();
      console.failed(file + " has no tests: add the key tests, or write " + beside);
      return Console.WRONG_USAGE;
    }
    return show(outcomes);
  }

  private int show(List<TestOutcome> outcomes) throws IOException {
    TestReport report = new TestReport(outcomes);
    if (xml != null) {
      Files.write(xml.toPath(), JUnitXml.of(file.getPath(), outcomes));
    }
    if (json) {
      console.out().println(report.json());
    } else {
      report.print(console);
    }
    return report.failed() == 0 ? Console.DONE : Console.FAILED;
  }
}
