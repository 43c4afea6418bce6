package dev.retrofuse.engine.spool;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * A record in a file: length, CRC-32 of length and content, and the content, which begins with the
 * time. Big-endian.
 */
final class Framing {
  private static final int HEAD = 8;
  private static final int TIME = 8;

  private Framing() {}

  /** How many bytes a message takes in a file. */
  static int size(byte[] message) {
    return HEAD + TIME + message.length;
  }

  static byte[] frame(long millis, byte[] message) {
    int length = TIME + message.length;
    ByteBuffer frame = ByteBuffer.allocate(HEAD + length);
    frame.putInt(length).putInt(0).putLong(millis).put(message);
    frame.putInt(4, crc(length, frame.array(), HEAD));
    return frame.array();
  }

  /**
   * Reads the record that begins at a place.
   *
   * @param end where the file's content ends
   * @return null when no whole and undamaged record is there
   */
  static Kept read(RandomAccessFile file, long sequence, long place, long end) throws IOException {
    if (end - place < HEAD + TIME) {
      return null;
    }
    file.seek(place);
    int length = file.readInt();
    int crc = file.readInt();
    if (length < TIME || length > end - place - HEAD) {
      return null;
    }
    byte[] content = new byte[length];
    file.readFully(content);
    if (crc(length, content, 0) != crc) {
      return null;
    }
    byte[] message = new byte[length - TIME];
    System.arraycopy(content, TIME, message, 0, message.length);
    return new Kept(sequence, place + HEAD + length, ByteBuffer.wrap(content).getLong(), message);
  }

  // With the length, so that a file that the system filled with zeros holds no records.
  private static int crc(int length, byte[] bytes, int from) {
    CRC32 crc = new CRC32();
    crc.update(ByteBuffer.allocate(4).putInt(length).array());
    crc.update(bytes, from, bytes.length - from);
    return (int) crc.getValue();
  }
}
