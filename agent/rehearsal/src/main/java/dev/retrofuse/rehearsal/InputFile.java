package dev.retrofuse.rehearsal;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;

/** A file that a command reads whole: a regular one, and none that is longer than it may be. */
public final class InputFile {
  /** What a JVM answers at most, so that no file with an answer is longer. */
  public static final int MOST_BYTES = 64 << 20;

  private InputFile() {}

  /**
   * All of it.
   *
   * @param most bytes
   * @throws IOException when it cannot be read, or may not be, with the reason in words
   */
  public static byte[] read(File file, int most) throws IOException {
    check(file, most);
    ByteArrayOutputStream all = new ByteArrayOutputStream((int) file.length());
    byte[] buffer = new byte[8192];
    try (InputStream in = Files.newInputStream(file.toPath())) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        all.write(buffer, 0, n);
        checkLength(all.size(), most);
      }
    }
    return all.toByteArray();
  }

  // Reading a pipe or a device might never end.
  private static void check(File file, int most) throws IOException {
    if (!file.exists()) {
      throw new NoSuchFileException(file.getPath(), null, "no such file; check the path");
    }
    if (!file.isFile()) {
      String is = file.isDirectory() ? "a directory" : "no regular file";
      throw new IOException(is + "; name a file");
    }
    checkLength(file.length(), most);
  }

  private static void checkLength(long length, int most) throws IOException {
    if (length > most) {
      throw new IOException("more than " + most + " bytes; allowed: at most so many");
    }
  }
}
