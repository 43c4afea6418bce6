package dev.retrofuse.engine.spool;

import dev.retrofuse.engine.OwnersOnly;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * How far a log is done with: the first message that is not, and where it begins in its segment.
 * Written in turn to one of two places of its file, so that the one before is there when a write
 * was cut short.
 */
final class Mark implements Closeable {
  private static final int PLACE = 20;

  private final File file;
  private RandomAccessFile open;
  private long sequence;
  private long offset;
  private int next;

  /** Reads the file if there is one. */
  Mark(File file) throws IOException {
    this.file = file;
    if (file.exists()) {
      open = new RandomAccessFile(file, "rw");
      read(0);
      read(1);
    }
  }

  private void read(int place) throws IOException {
    byte[] bytes = new byte[PLACE];
    open.seek((long) place * PLACE);
    if (open.length() < (place + 1L) * PLACE) {
      return;
    }
    open.readFully(bytes);
    ByteBuffer found = ByteBuffer.wrap(bytes);
    if (found.getInt(16) == crc(bytes) && found.getLong(0) >= sequence) {
      sequence = found.getLong(0);
      offset = found.getLong(8);
      next = 1 - place;
    }
  }

  /** 0 for a log that was never done with any. */
  long sequence() {
    return sequence;
  }

  /** Where that message begins; 0 when its segment was not known. */
  long offset() {
    return offset;
  }

  /**
   * When this returns, it survives the end of the process.
   *
   * @param sync whether it must survive a power cut, too
   */
  void set(long toSequence, long toOffset, boolean sync) throws IOException {
    sequence = toSequence;
    offset = toOffset;
    byte[] bytes = new byte[PLACE];
    ByteBuffer.wrap(bytes).putLong(toSequence).putLong(toOffset);
    ByteBuffer.wrap(bytes).putInt(16, crc(bytes));
    if (open == null) {
      OwnersOnly.create(file);
      open = new RandomAccessFile(file, "rw");
    }
    open.seek((long) next * PLACE);
    open.write(bytes);
    if (sync) {
      open.getFD().sync();
    }
    next = 1 - next;
  }

  private static int crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, 16);
    return (int) crc.getValue();
  }

  /** Only once no segment is left: without a mark all of them would count again. */
  void delete() throws IOException {
    close();
    if (file.exists() && !file.delete()) {
      throw new IOException("cannot delete " + file);
    }
  }

  @Override
  public void close() throws IOException {
    RandomAccessFile closing = open;
    open = null;
    if (closing != null) {
      closing.close();
    }
  }
}
