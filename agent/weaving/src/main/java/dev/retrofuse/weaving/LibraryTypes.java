package dev.retrofuse.weaving;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The types that a class being woven can see, read from class files; none of them is loaded. */
final class LibraryTypes {
  private final ClassLoader loader;
  private final Map<String, Shape> shapes = new HashMap<>();

  /**
   * @param loader of the class being woven; null for the boot loader
   */
  LibraryTypes(ClassLoader loader, String name, ClassReader file) {
    this.loader = loader;
    shapes.put(name, Shape.of(file));
  }

  /** The type of this internal name, or null where there is none. */
  Shape find(String name) throws IOException {
    if (!shapes.containsKey(name)) {
      byte[] file = file(name);
      shapes.put(name, file == null ? null : Shape.of(new ClassReader(file)));
    }
    return shapes.get(name);
  }

  /** The class file of this internal name, or null where there is none. */
  byte[] file(String name) throws IOException {
    return ClassFile.find(loader, name);
  }

  boolean isSubtype(String name, String above) throws IOException {
    if (name.equals(above) || above.equals("java/lang/Object")) {
      return true;
    }
    Shape shape = find(name);
    if (shape == null) {
      return false;
    }
    for (String each : shape.interfaces) {
      if (isSubtype(each, above)) {
        return true;
      }
    }
    return shape.superName != null && isSubtype(shape.superName, above);
  }

  boolean hasMethod(String name, String method) throws IOException {
    Shape shape = find(name);
    if (shape == null) {
      return false;
    }
    if (shape.methods.contains(method)) {
      return true;
    }
    for (String each : shape.interfaces) {
      if (hasMethod(each, method)) {
        return true;
      }
    }
    return shape.superName != null && hasMethod(shape.superName, method);
  }

  /** The class at or above the named one whose field it can use; null where there is none. */
  String declaring(String name, String field) throws IOException {
    for (String each = name; each != null; each = find(each).superName) {
      Shape shape = find(each);
      if (shape == null) {
        return null;
      }
      if (shape.fields.containsKey(field)) {
        return each.equals(name) || !shape.hidden.contains(field) ? each : null;
      }
    }
    return null;
  }

  /** What is of interest in a type. */
  static final class Shape extends ClassVisitor {
    String superName;
    String[] interfaces;

    /** Descriptors by name. */
    final Map<String, String> fields = new HashMap<>();

    /** The private ones among them. */
    final Set<String> hidden = new HashSet<>();

    /** Each as name and descriptor. */
    final Set<String> methods = new HashSet<>();

    private Shape() {
      super(Opcodes.ASM9);
    }

    static Shape of(ClassReader file) {
      Shape shape = new Shape();
      file.accept(shape, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
      return shape;
    }

    @Override
    public void visit(
        int version, int access, String name, String signature, String above, String[] others) {
      superName = above;
      interfaces = others;
    }

    @Override
    public FieldVisitor visitField(
        int access, String name, String descriptor, String signature, Object value) {
      fields.put(name, descriptor);
      if ((access & Opcodes.ACC_PRIVATE) != 0) {
        hidden.add(name);
      }
      return null;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      methods.add(name + descriptor);
      return null;
    }
  }
}
