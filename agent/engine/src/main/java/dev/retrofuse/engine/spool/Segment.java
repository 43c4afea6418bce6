package dev.retrofuse.engine.spool;

import dev.retrofuse.engine.OwnersOnly;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/**
 * A file of consecutive records, named by the sequence of its first message. Its first record says
 * what it is, and whose. Not thread-safe: its log guards it.
 */
final class Segment {
  private static final String SUFFIX = ".segment";
  private static final String FORMAT = "retrofuse-spool 1 ";

  final File file;
  final long first;

  /** Messages in it; of one that was found, only known once it was {@link #scan}ned. */
  long count;

  /** Where its last record ends. */
  long length;

  private RandomAccessFile out;

  /** Whether a power cut would leave the file's name, and those of the folders that it is in. */
  private boolean named;

  private Segment(File file, long first) {
    this.file = file;
    this.first = first;
  }

  /** Null for a file that is none. */
  static Segment found(File file) {
    String name = file.getName();
    if (!name.endsWith(SUFFIX)) {
      return null;
    }
    try {
      long first = Long.parseLong(name.substring(0, name.length() - SUFFIX.length()), 16);
      Segment segment = new Segment(file, first);
      segment.length = file.length();
      return segment;
    } catch (NumberFormatException other) {
      return null;
    }
  }

  /** Null when no file has that name. */
  static Segment at(File folder, long first) {
    File file = file(folder, first);
    return file.exists() ? found(file) : null;
  }

  private static File file(File folder, long first) {
    return new File(folder, String.format("%016x", first) + SUFFIX);
  }

  /**
   * A new one, open for appending.
   *
   * @throws IOException also when a file has its name, which stays as it is
   */
  static Segment create(File folder, long first, String log, long millis) throws IOException {
    Segment segment = new Segment(file(folder, first), first);
    Files.createFile(segment.file.toPath(), OwnersOnly.file());
    try {
      segment.out = new RandomAccessFile(segment.file, "rw");
      segment.write(header(log, millis));
    } catch (IOException e) {
      segment.delete();
      throw e;
    }
    return segment;
  }

  /** How many bytes a new one has before its first message. */
  static int headerSize(String log) {
    return header(log, 0).length;
  }

  private static byte[] header(String log, long millis) {
    return Framing.frame(millis, (FORMAT + log).getBytes(StandardCharsets.UTF_8));
  }

  /** The name of its log; null when that cannot be read. */
  String log() throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
      Kept header = Framing.read(in, 0, 0, in.length());
      String text = header == null ? "" : new String(header.message(), StandardCharsets.UTF_8);
      return text.startsWith(FORMAT) ? text.substring(FORMAT.length()) : null;
    }
  }

  boolean isOpen() {
    return out != null;
  }

  /**
   * Appends a record; when it cannot, the file ends where it did before, or is closed.
   *
   * @param sync whether it must survive a power cut, and not only the end of the process
   */
  void append(byte[] frame, boolean sync) throws IOException {
    long before = length;
    try {
      write(frame);
      if (sync) {
        force();
      }
      count++;
    } catch (IOException e) {
      length = before;
      cut();
      throw e;
    }
  }

  private void force() throws IOException {
    out.getFD().sync();
    if (!named) {
      File key = file.getParentFile();
      Folders.force(key);
      Folders.force(key.getParentFile());
      Folders.force(key.getParentFile().getParentFile());
      named = true;
    }
  }

  private void write(byte[] frame) throws IOException {
    out.seek(length);
    out.write(frame);
    length += frame.length;
  }

  private void cut() {
    try {
      out.setLength(length);
    } catch (IOException e) {
      close(); // what is behind the last record is not looked at
    }
  }

  /** Counts what is in it, and cuts off its end what is no whole record: so many bytes. */
  long scan() throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file, "rw")) {
      long end = in.length();
      Kept header = Framing.read(in, first, 0, end);
      length = header == null ? 0 : header.end;
      count = 0;
      for (Kept each = header; each != null; ) {
        each = Framing.read(in, first + count, length, end);
        length = each == null ? length : each.end;
        count += each == null ? 0 : 1;
      }
      if (length < end) {
        in.setLength(length);
      }
      return end - length;
    }
  }

  /**
   * Reads messages from one on.
   *
   * @param place where that message begins; 0 when it is not known
   * @param till the sequence before which it ends
   * @return whether all was as it should be
   */
  boolean read(long from, long place, long till, long end, List<Kept> to, Limit limit)
      throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
      long at = place;
      long sequence = from;
      if (at == 0) {
        sequence = first - 1; // the header, which counts for the one before
      }
      while (sequence < till && limit.hasRoom()) {
        Kept each = Framing.read(in, sequence, at, Math.min(end, in.length()));
        if (each == null) {
          return false;
        }
        if (sequence >= from && !limit.take(each.message().length)) {
          return true;
        }
        if (sequence >= from) {
          to.add(each);
        }
        at = each.end;
        sequence++;
      }
      return true;
    }
  }

  void close() {
    RandomAccessFile closing = out;
    out = null;
    try {
      if (closing != null) {
        closing.close();
      }
    } catch (IOException e) {
      // It was written already.
    }
  }

  void delete() throws IOException {
    close();
    if (file.exists() && !file.delete()) {
      throw new IOException("cannot delete " + file);
    }
  }

  /** How much is read at once: at least one message. */
  static final class Limit {
    private int messages;
    private long bytes;
    private boolean any;

    Limit(int messages, long bytes) {
      this.messages = messages;
      this.bytes = bytes;
    }

    boolean hasRoom() {
      return messages > 0 && (!any || bytes > 0);
    }

    boolean take(long size) {
      boolean fits = !any || size <= bytes;
      any = true;
      messages -= fits ? 1 : messages;
      bytes -= size;
      return fits;
    }
  }
}
