package dev.retrofuse.demo;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Follows a log for the lines that the agent wrote into it. */
final class LogTail {
  private static final String MARK = "[retrofuse]";
  private static final int MOST_BYTES = 1 << 20;

  private final Path log;
  private long read;

  LogTail(Path log) {
    this.log = log;
  }

  /** The agent's whole lines since the last call. */
  List<String> next() throws IOException {
    byte[] added;
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      file.seek(read);
      added = new byte[(int) Math.min(file.length() - read, MOST_BYTES)];
      file.readFully(added);
    }
    int end = added.length;
    while (end > 0 && added[end - 1] != '\n') {
      end--;
    }
    read += end;
    String text = new String(added, 0, end, StandardCharsets.UTF_8);
    return text.lines().filter(line -> line.startsWith(MARK)).toList();
  }
}
