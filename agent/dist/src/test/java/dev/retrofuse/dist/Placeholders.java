package dev.retrofuse.dist;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in a documented command for something of the reader's, and what it is in the folder
 * and the JVM of {@link CommandHouse}. The first that fits wins.
 */
final class Placeholders {
  private static final String[][] TABLE = {
    // Files that a command reads or writes.
    {"--out (FILE|FOLDER)", "--out out.rec"},
    {"--recording FILE", "--recording calls.rec"},
    {"--junit-xml FILE", "--junit-xml tests.xml"},
    {"--svg FILE", "--svg calls.svg"},
    {"--seen STATUS", "--seen status.json"},
    {"--to FOLDER", "--to pages"},
    {"suggest FILE", "suggest seen.json"},
    {"\\btest (FILE|NAME\\.yaml)", "test quickstart.yaml"},
    {"\\b(FILE|RULES)\\b", "payments.yaml"},
    {"\\bOLD NEW\\b", "payments.yaml payments.yaml"},
    // The JVM, and what is in it.
    {"\\bPID\\.\\.\\.", "PID"},
    {"\\b(PID|4711)\\b", "%PID%"},
    {"\\bRULE\\b", "payments"},
    {"\\bBREAKER\\b", "payments"},
    {"\\bCALL\\b", "'GET http://127.0.0.1/pay/1'"},
    {"--environment NAME", "--environment production"},
    {"\\bman COMMAND\\b", "man top"},
    {"\\bNAME\\b", "production"},
    {"-D?retrofuse\\.rules=FILE", "-Dretrofuse.rules=payments.yaml"},
    // What is optional, and what goes on as the reader likes.
    {"\\[([^\\]]*)\\]", "$1"},
    {"(-javaagent:\\S+) \\.\\.\\.$", "$1 -jar service.jar"},
    // What would take long, or a program that need not be there.
    {"((?:discover|record) .*--for) \\d+[smh]", "$1 1s"},
    {"((?:discover|record) (?:(?!--for).)*)$", "$1 --for 1s"},
    {"man -l -", "groff -man -Tascii"},
    {"jfr view (\\S+)", Runtime.version().feature() < 21 ? "jfr print --events $1" : "$0"},
    // Where a JVM writes it, whatever folder it runs in.
    {"/tmp/(\\w+\\.jfr)", "%FOLDER%/$1"},
  };

  /** Words of other languages than ours, outside of quotes. */
  private static final Pattern LEFT = Pattern.compile("\\b(?!JFR\\b|XX\\b)[A-Z]{2,}\\b");

  private Placeholders() {}

  /** The command as it can be run. */
  static String filled(DocumentedCommand command, CommandHouse house) {
    String text = command.text();
    for (String[] row : TABLE) {
      text = text.replaceAll(row[0], row[1]);
    }
    text = text.replace("%PID%", String.valueOf(house.pid()));
    text = text.replace("%FOLDER%", house.folder().toString());
    List<String> left = new ArrayList<>();
    Matcher word = LEFT.matcher(text.replaceAll("'[^']*'|\"[^\"]*\"", ""));
    while (word.find()) {
      left.add(word.group());
    }
    if (!left.isEmpty()) {
      throw new AssertionError(
          command
              + ": what "
              + left
              + " stands for is not known; add it to the table of Placeholders");
    }
    return text;
  }
}
