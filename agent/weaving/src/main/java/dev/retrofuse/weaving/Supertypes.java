package dev.retrofuse.weaving;

import java.io.IOException;
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

  private ClassHeader read(String name) {
    try {
      byte[] file = ClassFile.find(loader, name);
      return file == null ? null : ClassHeader.read(file);
    } catch (IOException e) {
      return null; // a supertype that cannot be read cannot make a match
    }
  }
}
