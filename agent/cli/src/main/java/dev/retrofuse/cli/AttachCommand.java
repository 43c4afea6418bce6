package dev.retrofuse.cli;

import dev.retrofuse.cli.attach.Conversation;
import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleFileResult;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "attach",
    description = "Attaches Retrofuse to a running JVM and puts rules in force there.")
final class AttachCommand extends AgentCommand {
  @Option(
      names = "--rules",
      required = true,
      paramLabel = "FILE",
      description =
          "The rule file, or a folder of them; it is watched, and changes come into force by"
              + " themselves.")
  private File rules;

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = {
        "The environment whose overlay is to be applied.",
        "Without it: RETROFUSE_ENVIRONMENT of the JVM, if it is set there."
      })
  private String environment;

  private RuleFileResult read;

  AttachCommand(Console console, File jar) {
    super(console, jar);
  }

  @Override
  String name() {
    return "attach";
  }

  @Override
  List<String> options() {
    List<String> options = new ArrayList<>(Arrays.asList("--rules", rules.getAbsolutePath()));
    if (environment != null) {
      options.addAll(Arrays.asList("--environment", environment));
    }
    return options;
  }

  @Override
  Map<String, String> details() {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("rules", rules.getAbsolutePath());
    if (environment != null) {
      details.put("environment", environment);
    }
    return details;
  }

  @Override
  List<File> files() {
    List<File> files = new ArrayList<>();
    for (File file : read.files()) {
      files.add(file.getAbsoluteFile());
    }
    return files;
  }

  @Override
  boolean needsAgent() {
    return false;
  }

  @Override
  public Integer call() throws Exception {
    read = RuleFile.read(rules, environment);
    if (read.ruleSet() == null && !read.usesVariables()) {
      RulesCheck.print(rules, read.problems(), console());
      return Console.WRONG_USAGE;
    }
    // Variables are the JVM's: there it is known whether the values do.
    return super.call();
  }

  @Override
  int converse(Conversation conversation) throws Exception {
    List<File> files = new ArrayList<>(Collections.singletonList(rules.getAbsoluteFile()));
    files.addAll(files());
    conversation.checkVisible(files);
    return super.converse(conversation);
  }

  @Override
  void show(Conversation conversation, String body) throws IOException {
    Map<String, Object> status = Json.object(body);
    console()
        .say(
            "Retrofuse is attached to "
                + conversation.target()
                + ": "
                + Counted.of(Json.number(status, "rules"), "rule")
                + " of "
                + rules.getAbsolutePath()
                + " in force, "
                + Counted.of(Json.number(status, "wovenClasses"), "class")
                + " woven");
  }
}
