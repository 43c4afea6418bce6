package dev.retrofuse.weaving;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Class files of the tests' own classes. */
final class ClassFiles {
  private ClassFiles() {}

  static byte[] of(Class<?> type) {
    String name = '/' + type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A loader that knows nothing but these class files and the JDK. */
  static ClassLoader loader(String name, byte[] file, ClassLoader parent) {
    return new ClassLoader(parent) {
      @Override
      protected Class<?> loadClass(String wanted, boolean resolve) throws ClassNotFoundException {
        if (wanted.equals(name)) {
          Class<?> loaded = findLoadedClass(name);
          return loaded == null ? defineClass(name, file, 0, file.length) : loaded;
        }
        return super.loadClass(wanted, resolve);
      }
    };
  }
}
