package dev.retrofuse.operations;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a path leads to at one moment. Compared by content, because time stamps miss a swapped
 * symbolic link, a rename and a second write within the clock's grain; rule files are small.
 */
final class FileContent {
  // A little more than a rule file may have: enough to see that one is too long.
  private static final int MOST_BYTES = (1 << 20) + 1;

  private final byte[] bytes;

  private FileContent(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Never throws: that there is nothing to read is a content too. */
  static FileContent of(File file) {
    if (!file.isFile()) {
      // Reading a pipe would wait for whoever writes to it.
      return new FileContent("no file".getBytes(StandardCharsets.UTF_8));
    }
    try (InputStream in = new FileInputStream(file)) {
      return new FileContent(read(in));
    } catch (IOException e) {
      return new FileContent(("unreadable: " + e.getMessage()).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static byte[] read(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
    byte[] buffer = new byte[4096];
    for (int n = in.read(buffer); n > 0 && out.size() < MOST_BYTES; n = in.read(buffer)) {
      out.write(buffer, 0, n);
    }
    return out.toByteArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileContent && Arrays.equals(bytes, ((FileContent) other).bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
