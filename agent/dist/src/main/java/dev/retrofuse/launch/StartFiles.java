package dev.retrofuse.launch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;

/**
 * The files that every start needs, read as one: asking the jar for each costs more than defining
 * its class.
 *
 * <p>First the number of files; then the hash codes of their names, ascending; then where each file
 * begins; then the files: length of the name in two bytes, name, content. Numbers are of four
 * bytes, highest first, but for that length.
 */
final class StartFiles {
  private final byte[] all;
  private final int[] hashes;
  private final int[] starts;

  /**
   * @param all as {@code dev.retrofuse.packaging.StartFilesWriter} writes it; empty for none
   */
  StartFiles(byte[] all) {
    this.all = all;
    IntBuffer numbers = ByteBuffer.wrap(all).asIntBuffer();
    int count = all.length == 0 ? 0 : numbers.get();
    hashes = new int[count];
    starts = new int[count];
    numbers.get(hashes).get(starts);
  }

  /** That file, or null. */
  ByteBuffer find(String name) {
    int i = Arrays.binarySearch(hashes, name.hashCode());
    if (i < 0) {
      return null;
    }
    int at = starts[i] + 2;
    int length = ((all[at - 2] & 0xff) << 8) | (all[at - 1] & 0xff);
    if (!new String(all, at, length, ISO_8859_1).equals(name)) {
      return null;
    }
    return ByteBuffer.wrap(all, at + length, end(i) - at - length);
  }

  private int end(int i) {
    return i + 1 < starts.length ? starts[i + 1] : all.length;
  }
}
