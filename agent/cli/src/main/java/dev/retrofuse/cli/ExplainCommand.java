package dev.retrofuse.cli;

import dev.retrofuse.engine.AskedCall;
import dev.retrofuse.operations.RulesReport;
import dev.retrofuse.review.Explanation;
import dev.retrofuse.rules.WrittenCall;
import java.io.File;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "explain",
    description = "Says which rule decides on a call, what it passes, and why no other rule does.",
    footer = {"", "A call is " + WrittenCall.FORMS + "."})
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

  @Mixin private RulesOptions options;

  ExplainCommand(Console console, File jar) {
    this.console = console;
    this.jar = jar;
  }

  @Override
  public Integer call() throws Exception {
    AskedCall asked = asked();
    RulesFinder finder = new RulesFinder(console, jar, options);
    NamedRules found = finder.find(rules, words(), Collections.<File>emptyList());
    if (found == null) {
      return finder.code();
    }
    Explanation explanation = new Explanation(found.rules(), asked, RulesReport.SECRET);
    ExplanationText text = new ExplanationText(explanation, found, console);
    if (options.json()) {
      text.printJson();
    } else {
      text.print();
    }
    return Console.DONE;
  }

  private AskedCall asked() {
    try {
      return AskedCall.of(WrittenCall.parse(call));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private List<String> words() {
    return options.words("explain", RulesFinder.whole(rules), call);
  }
}
