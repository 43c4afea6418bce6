package dev.retrofuse.dist;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command as a document has it, outside of sessions that are shown with their output. */
record DocumentedCommand(Path file, int line, String text) {
  private static final String RETROFUSE =
      "java -jar retrofuse\\.jar [a-z-]|java -javaagent:retrofuse\\.jar|retrofuse [a-z-]";
  private static final Pattern START =
      Pattern.compile(
          "(?:[A-Z_]+=\\S+ )*(?:scripts/[a-z]|mvn |jcmd |jfr [a-z]|source <\\(retrofuse |"
              + RETROFUSE
              + ")");
  private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
  private static final Pattern QUOTED = Pattern.compile("\"(java -jar [^\"]+)\"|'([^']+)' plays");

  /** Of the table of commands: what it is called with, what it does, exit codes. */
  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z]+(?: [^`]*)?)` \\| .* \\| [0-9].*");

  /** All of the pages and of the samples' comments, in their order. */
  static List<DocumentedCommand> all() throws IOException {
    List<DocumentedCommand> all = new ArrayList<>();
    for (Path page : Documents.pages()) {
      Markdown markdown = new Markdown(Documents.text(page));
      for (Markdown.Block block : markdown.blocks()) {
        if (!block.language().equals(ConsolePage.LANGUAGE)) {
          inBlock(all, page, block);
        }
      }
      inProse(all, page, markdown.prose());
    }
    for (Path sample : Documents.samples()) {
      inComments(all, sample);
    }
    return all;
  }

  private static void inBlock(List<DocumentedCommand> all, Path page, Markdown.Block block) {
    for (int i = 0; i < block.lines().size(); i++) {
      add(all, page, block.line() + i, block.lines().get(i).replaceFirst("\\s+# .*", ""));
    }
  }

  private static void inProse(List<DocumentedCommand> all, Path page, List<String> prose) {
    String text = String.join("\n", prose);
    Matcher span = SPAN.matcher(text);
    while (span.find()) {
      int line = 1 + (int) text.substring(0, span.start()).chars().filter(c -> c == '\n').count();
      add(all, page, line, span.group(1).replaceAll("\\s+", " "));
    }
    for (int i = 0; i < prose.size(); i++) {
      Matcher row = ROW.matcher(prose.get(i));
      if (page.endsWith("docs/operating.md") && row.matches()) {
        add(all, page, i + 1, "retrofuse " + row.group(1));
      }
    }
  }

  private static void inComments(List<DocumentedCommand> all, Path sample) {
    String[] lines = Documents.text(sample).split("\n");
    for (int i = 0; i < lines.length; i++) {
      Matcher quoted = QUOTED.matcher(lines[i]);
      while (lines[i].startsWith("#") && quoted.find()) {
        String text = quoted.group(1) != null ? quoted.group(1) : "retrofuse " + quoted.group(2);
        add(all, sample, i + 1, text);
      }
    }
  }

  private static void add(List<DocumentedCommand> all, Path file, int line, String text) {
    if (START.matcher(text).lookingAt()) {
      all.add(new DocumentedCommand(file, line, text.trim()));
    }
  }

  /** One of ours, or of the JDK's for what we write; else a script, or Maven's. */
  boolean isToBeRun() {
    return !text.matches("(?:[A-Z_]+=\\S+ )*(?:scripts/|mvn ).*");
  }

  @Override
  public String toString() {
    return Documents.ROOT.relativize(file) + ":" + line + ": " + text;
  }
}
