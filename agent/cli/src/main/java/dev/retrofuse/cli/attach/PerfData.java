package dev.retrofuse.cli.attach;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The strings that a HotSpot JVM keeps in its {@code hsperfdata} file: its version, its arguments,
 * what it runs. Reading the file is all that {@code jps} does, and the JVM does not notice.
 */
final class PerfData {
  private static final int MAGIC = 0xcafec0c0;
  private static final int MOST_BYTES = 1 << 20;
  // HotSpot has some 300 entries, and keeps 1,024 bytes of a string; any user may write such a
  // file.
  private static final int MOST_ENTRIES = 4_000;
  private static final int LONGEST_TEXT = 4_096;
  private static final byte BYTES = 'B';

  private final Map<String, String> strings = new HashMap<>();

  private PerfData() {}

  /** Empty when the file may not be read or is not of the known form. */
  static PerfData read(Path file) {
    PerfData data = new PerfData();
    try {
      if (file != null
          && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && Files.size(file) <= MOST_BYTES) {
        data.parse(ByteBuffer.wrap(Files.readAllBytes(file)));
      }
    } catch (IOException | BufferUnderflowException | IndexOutOfBoundsException unreadable) {
      return data;
    }
    return data;
  }

  // Prologue: magic, byte order, version, accessible; used, overflow, time; first entry, count.
  private void parse(ByteBuffer file) {
    if (file.getInt(0) != MAGIC) {
      return;
    }
    file.order(file.get(4) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int at = file.getInt(24);
    for (int left = Math.min(file.getInt(28), MOST_ENTRIES); left > 0 && at > 0; left--) {
      parseEntry(file, at);
      at += Math.max(file.getInt(at), 1);
    }
  }

  // Entry: its length, where its name is, its data's length; type, flags, units, kind; its data.
  private void parseEntry(ByteBuffer file, int at) {
    if (file.get(at + 12) == BYTES && file.getInt(at + 8) > 0) {
      String name = text(file, at + file.getInt(at + 4), file.limit());
      int data = at + file.getInt(at + 16);
      strings.put(name, text(file, data, data + file.getInt(at + 8)));
    }
  }

  private static String text(ByteBuffer file, int from, int limit) {
    int end = from;
    while (end < limit && end - from < LONGEST_TEXT && file.get(end) != 0) {
      end++;
    }
    return new String(file.array(), from, end - from, StandardCharsets.UTF_8);
  }

  /** Null where there is none. */
  String get(String name) {
    return strings.get(name);
  }
}
