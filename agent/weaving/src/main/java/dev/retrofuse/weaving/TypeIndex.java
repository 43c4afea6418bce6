package dev.retrofuse.weaving;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which instrumentations want a class. A hash look-up for types matched by name; for types matched
 * by interface the class must declare a method that advice is for before any supertype is read.
 *
 * <p>Making one names no class of the waist, so that it can be made before they are there.
 */
public final class TypeIndex {
  private static final List<Entry> NONE = Collections.emptyList();

  private final Map<String, List<Entry>> byName = new HashMap<>();
  private final List<Entry> bySupertype = new ArrayList<>();
  private final Set<String> packages = new HashSet<>();
  private final byte[][] mentions;
  private boolean carries;

  public TypeIndex(List<LibraryInstrumentation> libraries) {
    Set<String> mentioned = new HashSet<>();
    for (LibraryInstrumentation library : libraries) {
      carries |= library.onlyCarries();
      for (TypeInstrumentation type : library.types()) {
        add(new Entry(library.name(), type, library.onlyCarries()), mentioned);
      }
    }
    mentions = new byte[mentioned.size()][];
    int i = 0;
    for (String start : mentioned) {
      mentions[i++] = start.getBytes(StandardCharsets.US_ASCII);
    }
  }

  private void add(Entry entry, Set<String> mentioned) {
    String supertype = entry.type.supertype();
    if (supertype != null) {
      bySupertype.add(entry);
      packages.add(supertype.substring(0, supertype.lastIndexOf('/') + 1));
      mentioned.addAll(entry.type.mentions());
    }
    for (String name : entry.type.names()) {
      List<Entry> entries = byName.get(name);
      if (entries == null) {
        entries = new ArrayList<>();
        byName.put(name, entries);
      }
      entries.add(entry);
    }
  }

  /** What wants a class that is about to be defined. */
  List<Entry> find(ClassLoader loader, String name, byte[] file) {
    List<Entry> named = byName.get(name);
    if (named != null) {
      return named;
    }
    if (loader == null || bySupertype.isEmpty()) {
      return NONE;
    }
    ClassHeader header = ClassHeader.read(file);
    if (header == null || header.isInterface() || !header.mentions(mentions) || isProxy(header)) {
      return NONE;
    }
    List<Entry> candidates = declaredBy(header);
    return candidates.isEmpty()
        ? NONE
        : among(candidates, name, Supertypes.of(loader, header, packages));
  }

  /** What wants a class that is loaded. */
  List<Entry> find(Class<?> type) {
    String name = type.getName().replace('.', '/');
    List<Entry> named = byName.get(name);
    if (named != null) {
      return named;
    }
    if (type.getClassLoader() == null || type.isInterface() || type.isArray()) {
      return NONE;
    }
    if (type.getSuperclass() == java.lang.reflect.Proxy.class) {
      return NONE;
    }
    return among(bySupertype, name, Supertypes.of(type));
  }

  /** Whether there is a library that only carries. */
  boolean carries() {
    return carries;
  }

  /** Whether nothing wants a class but what only carries. */
  static boolean onlyCarried(List<Entry> entries) {
    for (Entry entry : entries) {
      if (!entry.carries) {
        return false;
      }
    }
    return true;
  }

  // A dynamic proxy hands on by reflection; the class behind it is the one that does the call.
  private static boolean isProxy(ClassHeader header) {
    return "java/lang/reflect/Proxy".equals(header.superName());
  }

  private List<Entry> declaredBy(ClassHeader header) {
    DeclaredMethods declared = new DeclaredMethods(header);
    List<Entry> found = new ArrayList<>();
    for (Entry entry : bySupertype) {
      if (!declared.noneOf(entry.type)) {
        found.add(entry);
      }
    }
    return found;
  }

  private static List<Entry> among(List<Entry> entries, String name, Set<String> supertypes) {
    List<Entry> found = NONE;
    for (Entry entry : entries) {
      if (supertypes.contains(entry.type.supertype()) && !entry.type.excepts(name)) {
        found = found.isEmpty() ? new ArrayList<Entry>() : found;
        found.add(entry);
      }
    }
    return found;
  }

  /** A type instrumentation and the library it belongs to. */
  static final class Entry {
    final String library;
    final TypeInstrumentation type;
    final boolean carries;

    Entry(String library, TypeInstrumentation type, boolean carries) {
      this.library = library;
      this.type = type;
      this.carries = carries;
    }
  }
}
