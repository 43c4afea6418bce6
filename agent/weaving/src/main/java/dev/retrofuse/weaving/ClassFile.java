package dev.retrofuse.weaving;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Finds class files where a loader finds them, without loading a class. */
final class ClassFile {
  private static final int BUFFER = 8192;

  private ClassFile() {}

  /**
   * The class file of a type, or null where there is none.
   *
   * @param loader null for the boot loader
   * @param name internal
   */
  static byte[] find(ClassLoader loader, String name) throws IOException {
    try (InputStream in = open(loader, name + ".class")) {
      return in == null ? null : bytes(in);
    }
  }

  // Not every loader gives the JDK's class files away, though it delegates to the JDK.
  private static InputStream open(ClassLoader loader, String file) {
    return loader == null || file.startsWith("java/")
        ? ClassLoader.getSystemResourceAsStream(file)
        : loader.getResourceAsStream(file);
  }

  private static byte[] bytes(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(BUFFER);
    byte[] buffer = new byte[BUFFER];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      out.write(buffer, 0, n);
    }
    return out.toByteArray();
  }
}
