package dev.retrofuse.cli;

import dev.retrofuse.operations.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of a command, in the macros of {@code man(7)}, from what the command knows. */
final class ManPage {
  private final CommandSpec spec;
  private final StringBuilder page = new StringBuilder();

  ManPage(CommandSpec spec) {
    this.spec = spec;
  }

  /** {@code retrofuse}, {@code retrofuse-attach}. */
  String name() {
    return spec.qualifiedName("-");
  }

  String text() {
    String title = name().toUpperCase(Locale.ROOT);
    macro("TH " + escaped(title) + " 1 \"\" \"retrofuse " + Version.current() + "\"");
    section("NAME", escaped(name()) + " \\- " + escaped(headline()));
    section(
        "SYNOPSIS",
        escaped(spec.commandLine().getHelp().synopsis(0).trim().replaceAll("\\s+", " ")));
    section("DESCRIPTION", escaped(String.join("\n", description())));
    addArguments();
    addCommands();
    section("EXIT STATUS", ".TP\n0\ndone\n.TP\n1\n" + failed() + "\n.TP\n2\n" + wrong());
    String[] footer = spec.usageMessage().footer();
    if (footer.length > 0) {
      section("NOTES", escaped(String.join("\n", footer).trim()));
    }
    section("SEE ALSO", seeAlso());
    return page.toString();
  }

  private String[] description() {
    return spec.usageMessage().description();
  }

  private String headline() {
    String first = description().length == 0 ? spec.name() : description()[0];
    return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
  }

  private static String failed() {
    return "failed; the last line of the error output says why";
  }

  private static String wrong() {
    return "wrong use, or a rule file with problems";
  }

  private void addArguments() {
    List<ArgSpec> shown = new ArrayList<>();
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      shown.add(parameter);
    }
    for (OptionSpec option : spec.options()) {
      shown.add(option);
    }
    shown.removeIf(ArgSpec::hidden);
    if (!shown.isEmpty()) {
      macro("SH OPTIONS");
    }
    for (ArgSpec each : shown) {
      entry(names(each), String.join("\n", each.description()));
    }
  }

  private static String names(ArgSpec argument) {
    if (!argument.isOption()) {
      return argument.paramLabel();
    }
    OptionSpec option = (OptionSpec) argument;
    String names = String.join(", ", option.names());
    return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
  }

  private void addCommands() {
    if (!spec.subcommands().isEmpty()) {
      macro("SH COMMANDS");
    }
    for (CommandLine command : spec.subcommands().values()) {
      CommandSpec of = command.getCommandSpec();
      entry(of.name(), String.join("\n", of.usageMessage().description()));
    }
  }

  private String seeAlso() {
    return spec.parent() == null ? others() : ".BR " + escaped(spec.parent().name()) + " (1)";
  }

  private String others() {
    List<String> lines = new ArrayList<>();
    for (String command : spec.subcommands().keySet()) {
      lines.add(".BR " + escaped(name() + "-" + command) + " (1)");
    }
    return String.join(",\n", lines);
  }

  private void section(String title, String text) {
    macro("SH " + title);
    page.append(text).append('\n');
  }

  private void entry(String term, String text) {
    macro("TP");
    page.append("\\fB").append(escaped(term)).append("\\fR\n");
    page.append(escaped(text)).append('\n');
  }

  private void macro(String line) {
    page.append('.').append(line).append('\n');
  }

  /** Neither a macro nor an escape, and a hyphen that can be copied. */
  private static String escaped(String text) {
    String plain = text.replace("\\", "\\e").replace("-", "\\-");
    return plain.replaceAll("(?m)^([.'])", "\\\\&$1").replaceAll("\n+", "\n.br\n");
  }
}
