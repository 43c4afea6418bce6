package dev.retrofuse.rehearsal.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the lines of a recording. */
final class RecordingLines {
  private static final int MOST_PROBLEMS = 20;
  private static final long MOST = Long.MAX_VALUE / 10_000;
  private static final int MOST_STATUS = 999;
  private static final long MOST_SECONDS = 1_000_000_000;
  private static final int MOST_SHOWN = 300;

  private final String source;
  private final CallRecording recording = new CallRecording();
  private final Map<String, RecordedName> names = new HashMap<>();
  private final Map<String, Ending> failures = new HashMap<>();

  /** How many fields a call may have behind its outcome. */
  private int further;

  RecordingLines(String source) {
    this.source = source;
  }

  CallRecording read(List<String> lines) {
    String first = lines.isEmpty() ? "" : lines.get(0);
    long announced = 0;
    try {
      announced = header(fields(first));
    } catch (IllegalArgumentException e) {
      problem(1, e.getMessage());
      return recording; // what else it may be is no recording
    }
    for (int i = 1; i < lines.size() && recording.problems.size() < MOST_PROBLEMS; i++) {
      try {
        line(fields(lines.get(i)));
      } catch (IllegalArgumentException e) {
        problem(i + 1, e.getMessage());
      }
    }
    long found = recording.calls.size() + recording.refused;
    if (found != announced && recording.problems.isEmpty()) {
      problem(lines.size(), "it ends after " + found + " of " + announced + " calls");
    }
    return recording;
  }

  private void problem(int line, String text) {
    String shown = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
    recording.problems.add(source + ":" + line + ": " + shown);
  }

  private long header(List<String> fields) {
    if (!fields.get(0).equals("retrofuse-recording") || fields.size() != 5) {
      throw new IllegalArgumentException("this is not what 'record' writes");
    }
    String version = fields.get(1);
    if (!version.equals("1") && !version.equals("2")) {
      throw new IllegalArgumentException(
          "a recording of version " + version + "; this Retrofuse reads versions 1 and 2");
    }
    further = version.equals("1") ? 0 : 1;
    recording.micros = number(fields.get(2), MOST);
    recording.over = number(fields.get(4), MOST);
    return number(fields.get(3), MOST);
  }

  private void line(List<String> fields) {
    String word = fields.get(0);
    if (word.equals("name") && fields.size() > 2) {
      define(names, fields.get(1), new RecordedName(fields.get(2), from(fields, 3)));
    } else if (word.equals("failure") && fields.size() > 3) {
      Ending ending = Ending.failure(fields.get(2), fields.get(3), from(fields, 4));
      define(failures, "f" + fields.get(1), ending);
    } else {
      call(fields);
    }
  }

  private static <T> void define(Map<String, T> known, String number, T value) {
    if (known.put(number, value) != null) {
      throw new IllegalArgumentException("number " + number + " stands here again");
    }
  }

  private static List<String> from(List<String> fields, int start) {
    return new ArrayList<>(fields.subList(start, fields.size()));
  }

  private void call(List<String> fields) {
    if (fields.size() != 4 && fields.size() != 4 + further) {
      throw new IllegalArgumentException(
          "neither name nor failure nor a call (start, duration, name, outcome)");
    }
    long start = number(fields.get(0), MOST);
    long took = number(fields.get(1), MOST);
    RecordedName name = names.get(fields.get(2));
    if (name == null) {
      throw new IllegalArgumentException("name " + fields.get(2) + " stands nowhere before");
    }
    if (fields.get(3).equals("refused")) {
      recording.refused++;
    } else {
      String retryAfter = fields.size() > 4 ? retryAfter(fields.get(4)) : null;
      recording.calls.add(new RecordedCall(start, took, name, ending(fields.get(3)), retryAfter));
    }
  }

  private static String retryAfter(String seconds) {
    return Long.toString(number(seconds, MOST_SECONDS));
  }

  private Ending ending(String word) {
    if (word.equals("-")) {
      return null;
    }
    if (word.equals("ok")) {
      return Ending.status(0);
    }
    Ending failure = failures.get(word);
    if (failure != null) {
      return failure;
    }
    boolean digit = !word.isEmpty() && Character.isDigit(word.charAt(0));
    return digit
        ? Ending.status((int) number(word, MOST_STATUS))
        : Ending.failure(word, "", Collections.emptyList());
  }

  /**
   * A whole number.
   *
   * @throws IllegalArgumentException when it is none from 0 to {@code most}
   */
  static long number(String text, long most) {
    try {
      long number = Long.parseLong(text);
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException("'" + text + "' is no whole number from 0 to " + most);
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>(Arrays.asList(line.split("\t", -1)));
    fields.replaceAll(RecordingLines::unescaped);
    return fields;
  }

  private static String unescaped(String field) {
    if (field.indexOf('\\') < 0) {
      return field;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c != '\\') {
        text.append(c);
      } else if (field.startsWith("\\\\", i)) {
        text.append('\\');
        i++;
      } else if (field.startsWith("\\u", i) && i + 6 <= field.length()) {
        text.append((char) hex(field.substring(i + 2, i + 6)));
        i += 5;
      } else {
        throw new IllegalArgumentException(
            "a backslash that begins nothing; allowed: \\\\, \\uXXXX");
      }
    }
    return text.toString();
  }

  private static int hex(String text) {
    try {
      return Integer.parseInt(text, 16);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'\\u" + text + "' is no character", e);
    }
  }
}
