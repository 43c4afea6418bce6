package dev.retrofuse.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Wrong words on the command line: what is wrong, what was meant, where to read on. */
final class UsageErrors implements IParameterExceptionHandler {
  private final Console console;

  UsageErrors(Console console) {
    this.console = console;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine line = wrong.getCommandLine();
    console.failed(text(wrong, line));
    if (isMain(line) && !(wrong instanceof UnmatchedArgumentException)) {
      line.usage(console.err());
    } else {
      console.remark("'java -jar retrofuse.jar " + path(line) + "--help' shows what there is");
    }
    return Console.WRONG_USAGE;
  }

  private static String text(ParameterException wrong, CommandLine line) {
    if (!(wrong instanceof UnmatchedArgumentException)) {
      return lowerCase(wrong.getMessage());
    }
    UnmatchedArgumentException unknown = (UnmatchedArgumentException) wrong;
    String what = unknown.isUnknownOption() ? "option" : isMain(line) ? "command" : "argument";
    String text = "unknown " + what + " '" + unknown.getUnmatched().get(0) + "'";
    List<String> meant = unknown.getSuggestions();
    return meant.isEmpty() ? text : text + "; did you mean '" + lastWord(meant.get(0)) + "'?";
  }

  private static boolean isMain(CommandLine line) {
    return line.getParent() == null;
  }

  private static String path(CommandLine line) {
    return isMain(line) ? "" : line.getCommandName() + " ";
  }

  // The parser suggests "retrofuse attach".
  private static String lastWord(String suggestion) {
    return suggestion.substring(suggestion.lastIndexOf(' ') + 1);
  }

  // PID stays as it is.
  private static String lowerCase(String text) {
    return text.length() > 1 && Character.isLowerCase(text.charAt(1))
        ? Character.toLowerCase(text.charAt(0)) + text.substring(1)
        : text;
  }
}
