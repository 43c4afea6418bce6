package dev.retrofuse.rules;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.ScannerSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.scanner.ScannerImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Text in, nodes or problems out. */
final class Yaml {
  private static final String ADVICE = "check indentation and quotes here and in the line above";

  private Yaml() {}

  /**
   * The only document of a text.
   *
   * @return null when there is nothing in it, or a problem
   */
  static Node read(FileText file, NodeLimit limit, Problems problems) {
    String text = file.text;
    // All in one buffer: the reader copies what it holds each time it fetches more.
    LoadSettings settings = ScannerSettings.of(text.length() + 1, text.length());
    StreamReader reader = new StreamReader(settings, text);
    try {
      return new NodeParser(file, new ScannerImpl(settings, reader), limit).document();
    } catch (NotYaml e) {
      problems.add(file, e.line, e.column, e.getMessage(), e.expected, e.advice);
    } catch (MarkedYamlEngineException e) {
      add(file, problems, e);
    } catch (ReaderException e) {
      addUnprintable(file, problems);
    } catch (RuntimeException e) {
      // The library's scanner meets some texts with exceptions of the JDK.
      int line = reader.getLine() + 1;
      problems.add(file, line, reader.getColumn() + 1, "no YAML: " + e.getMessage(), "", ADVICE);
    }
    return null;
  }

  private static void add(FileText file, Problems problems, MarkedYamlEngineException e) {
    Optional<Mark> mark = e.getProblemMark();
    int line = mark.isPresent() ? mark.get().getLine() + 1 : 1;
    int column = mark.isPresent() ? mark.get().getColumn() + 1 : 1;
    problems.add(file, line, column, "no YAML: " + text(e), "", advice(e));
  }

  private static String text(MarkedYamlEngineException e) {
    String context = e.getContext();
    Optional<Mark> start = e.getContextMark();
    if (context == null || context.isEmpty()) {
      return e.getProblem();
    }
    String from = start.isPresent() ? " that begins in line " + (start.get().getLine() + 1) : "";
    return e.getProblem() + " " + context + from;
  }

  private static String advice(MarkedYamlEngineException e) {
    if (e.getContext() != null && e.getContext().endsWith("alias")) {
      return "put quotes around a text that begins with *";
    }
    if (e.getProblem().contains("(TAB)")) {
      return "indent with spaces";
    }
    return e.getProblem().contains("cannot start any token")
        ? "put quotes around a text that begins so"
        : ADVICE;
  }

  private static void addUnprintable(FileText file, Problems problems) {
    String text = file.text;
    int at = 0;
    while (at < text.length() - 1 && StreamReader.isPrintable(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    String found = "character U+" + Integer.toHexString(text.codePointAt(at));
    String advice = "save the file as plain text in UTF-8";
    problems.addBehind(file, at, found, "printable characters", advice);
  }
}
