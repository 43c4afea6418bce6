package dev.retrofuse.weaving;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Finds methods that hand on: those whose body (or whose lambda) calls a method of the same name on
 * an interface of the matched package, and those that call a superclass's method which hands on.
 * Pools and wrappers do that; drivers call their own classes.
 */
final class Delegation extends ClassVisitor {
  private final String interfacePackage;
  private final Set<String> names = new HashSet<>();
  private final Set<String> declared = new HashSet<>();
  private final Set<String> toSuper = new HashSet<>();
  private String ownName;
  private String superName;

  private Delegation(String interfacePackage) {
    super(Opcodes.ASM9);
    this.interfacePackage = interfacePackage;
  }

  /**
   * The names of the methods of a class that hand on.
   *
   * @param library where the class files of its superclasses are found
   */
  static Set<String> names(ClassReader reader, String supertype, LibraryTypes library)
      throws IOException {
    String interfacePackage = supertype.substring(0, supertype.lastIndexOf('/') + 1);
    Delegation own = read(reader, interfacePackage);
    if (!own.names.containsAll(own.toSuper)) {
      own.toSuper.retainAll(own.inherited(library));
      own.names.addAll(own.toSuper);
    }
    return own.names;
  }

  private static Delegation read(ClassReader reader, String interfacePackage) {
    Delegation delegation = new Delegation(interfacePackage);
    reader.accept(delegation, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return delegation;
  }

  /** The names of the superclass's methods, declared or inherited, that hand on. */
  private Set<String> inherited(LibraryTypes library) throws IOException {
    if (superName == null || superName.startsWith("java/")) {
      return new HashSet<>();
    }
    byte[] file = library.file(superName);
    if (file == null) {
      return new HashSet<>();
    }
    Delegation above = read(new ClassReader(file), interfacePackage);
    Set<String> found = above.inherited(library);
    above.declared.removeAll(above.toSuper);
    found.removeAll(above.declared);
    found.addAll(above.names);
    return found;
  }

  @Override
  public void visit(
      int version, int access, String name, String signature, String above, String[] interfaces) {
    ownName = name;
    superName = above;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    final String method = withoutLambda(name);
    declared.add(method);
    return new MethodVisitor(Opcodes.ASM9) {
      @Override
      public void visitMethodInsn(
          int opcode, String owner, String called, String calledDescriptor, boolean isInterface) {
        if (!called.equals(method)) {
          return;
        }
        if (opcode == Opcodes.INVOKEINTERFACE && owner.startsWith(interfacePackage)) {
          names.add(method);
        } else if (opcode == Opcodes.INVOKESPECIAL && !owner.equals(ownName)) {
          toSuper.add(method);
        }
      }
    };
  }

  // javac names the body of a lambda in m() lambda$m$0.
  private static String withoutLambda(String name) {
    if (!name.startsWith("lambda$")) {
      return name;
    }
    int end = name.lastIndexOf('$');
    return end > 7 ? name.substring(7, end) : name;
  }
}
