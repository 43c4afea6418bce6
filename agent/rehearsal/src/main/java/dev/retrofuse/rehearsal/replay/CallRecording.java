package dev.retrofuse.rehearsal.replay;

import dev.retrofuse.rehearsal.InputFile;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** What {@code record} wrote; the format is in {@code docs/operating.md}. */
public final class CallRecording {
  final List<RecordedCall> calls = new ArrayList<>();
  final List<String> problems = new ArrayList<>();
  long micros;
  long over;
  long refused;

  CallRecording() {}

  /**
   * Reads a whole one; what is wrong with it are problems.
   *
   * @throws IOException when the file cannot be read
   */
  public static CallRecording read(File file) throws IOException {
    byte[] bytes = InputFile.read(file, InputFile.MOST_BYTES);
    List<String> lines = new ArrayList<>();
    try (BufferedReader in = new BufferedReader(reader(bytes))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
      }
    }
    return parse(file.getPath(), lines);
  }

  private static Reader reader(byte[] bytes) {
    return new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.ISO_8859_1);
  }

  /**
   * The same of lines.
   *
   * @param source what problems name as their place
   */
  public static CallRecording parse(String source, List<String> lines) {
    CallRecording recording = new RecordingLines(source).read(lines);
    recording.calls.sort(Comparator.comparingLong(RecordedCall::startNanos));
    return recording;
  }

  /** Each {@code file:line: text}; unmodifiable, empty where it can be replayed. */
  public List<String> problems() {
    return Collections.unmodifiableList(problems);
  }

  /** How long it lasted. */
  public long micros() {
    return micros;
  }

  /** Calls that are not in it, for there were too many. */
  public long over() {
    return over;
  }

  /** Calls in it that were not made, because rules that were there refused them. */
  public long refused() {
    return refused;
  }
}
