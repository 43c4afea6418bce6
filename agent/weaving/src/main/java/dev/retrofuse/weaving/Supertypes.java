package dev.retrofuse.weaving;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;

/** All supertypes of a class by internal name, without loading any of them. */
final class Supertypes {
  // Deeper or wider hierarchies do not occur in the libraries that are matched this way.
  private static final int MOST = 200;

  private final ClassLoader loader;
  private final Set<String> packages;
  private final Set<String> names = new HashSet<>();

  private Supertypes(ClassLoader loader, Set<String> packages) {
    this.loader = loader;
    this.packages = packages;
  }

  /**
   * Of a class about to be defined, from class files that its loader can find.
   *
   * @param packages those packages of the JDK whose types' supertypes matter too, each with a slash
   *     at its end
   */
  static Set<String> of(ClassLoader loader, ClassHeader header, Set<String> packages) {
    Supertypes supertypes = new Supertypes(loader, packages);
    supertypes.addAbove(header);
    return supertypes.names;
  }

  /** Of a class that is loaded. */
  static Set<String> of(Class<?> type) {
    Supertypes supertypes = new Supertypes(null, null);
    supertypes.addAbove(type);
    return supertypes.names;
  }

  private void addAbove(Class<?> type) {
    for (Class<?> each : type.getInterfaces()) {
      add(each);
    }
    if (type.getSuperclass() != null) {
      add(type.getSuperclass());
    }
  }

  private void add(Class<?> type) {
    if (names.add(type.getName().replace('.', '/'))) {
      addAbove(type);
    }
  }

  private void addAbove(ClassHeader header) {
    for (String each : header.interfaces()) {
      add(each);
    }
    if (header.superName() != null) {
      add(header.superName());
    }
  }

  private void add(String name) {
    if (names.size() < MOST && names.add(name) && matters(name)) {
      ClassHeader header = read(name);
      if (header != null) {
        addAbove(header);
      }
    }
  }

  private boolean matters(String name) {
    return !isOfTheJdk(name) || packages.contains(name.substring(0, name.lastIndexOf('/') + 1));
  }

  private static boolean isOfTheJdk(String name) {
    return name.startsWith("java/");
  }

  // Not every loader gives the JDK's class files away, though it delegates to the JDK.
  private InputStream open(String file) {
    return isOfTheJdk(file)
        ? ClassLoader.getSystemResourceAsStream(file)
        : loader.getResourceAsStream(file);
  }

  private ClassHeader read(String name) {
    try (InputStream in = open(name + ".class")) {
      return in == null ? null : ClassHeader.read(bytes(in));
    } catch (IOException e) {
      return null; // a supertype that cannot be read cannot make a match
    }
  }

  private static byte[] bytes(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(8192);
    byte[] buffer = new byte[8192];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      out.write(buffer, 0, n);
    }
    return out.toByteArray();
  }
}
