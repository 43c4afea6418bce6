package dev.retrofuse.cli;

import dev.retrofuse.engine.AskedCall;
import dev.retrofuse.operations.RulesReport;
import dev.retrofuse.review.CallText;
import dev.retrofuse.review.Explanation;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "explain",
    description = "Says which rule decides on a call, what it passes, and why no other rule does.",
    footer = {"", "A call is " + CallText.FORMS + "."})
final class ExplainCommand implements Callable<Integer> {
  private final Console console;
  private final File jar;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "RULES",
      description = "A rule file, or the process id of a JVM for the rules in force there.")
  private String rules;

  @Parameters(index = "1", paramLabel = "CALL", description = "The call, in one word: quote it.")
  private String call;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = "Whose overlay to apply; without it RETROFUSE_ENVIRONMENT, if it is set.")
  private String environment;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long to wait for the JVM's answer (default: ${DEFAULT-VALUE}).")
  private long timeoutSeconds;

  ExplainCommand(Console console, File jar) {
    this.console = console;
    this.jar = jar;
  }

  @Override
  public Integer call() throws Exception {
    AskedCall asked = asked();
    RulesFinder finder = new RulesFinder(console, jar, environment, timeoutSeconds);
    NamedRules found = finder.find(rules, words(), Collections.<File>emptyList());
    if (found == null) {
      return finder.code();
    }
    Explanation explanation = new Explanation(found.rules(), asked, RulesReport.SECRET);
    ExplanationText text = new ExplanationText(explanation, found, console);
    if (json) {
      text.printJson();
    } else {
      text.print();
    }
    return Console.DONE;
  }

  private AskedCall asked() {
    try {
      return CallText.parse(call);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private List<String> words() {
    List<String> words = new ArrayList<>(Arrays.asList("explain", RulesFinder.whole(rules), call));
    if (json) {
      words.add("--json");
    }
    if (environment != null) {
      words.addAll(Arrays.asList("--environment", environment));
    }
    words.addAll(Arrays.asList("--timeout", Long.toString(timeoutSeconds)));
    return words;
  }
}
