package dev.retrofuse.weaving;

import dev.retrofuse.waist.RetrofuseAgent;
import java.util.LinkedHashSet;
import java.util.Set;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDefinition;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Reads which library methods and fields an advice names and looks whether this version of the
 * library has them, without loading a class of it.
 */
final class ReferenceCheck extends ClassVisitor {
  private static final String WAIST = packageOf(RetrofuseAgent.class.getName().replace('.', '/'));

  private final String advice;
  private final TypePool pool;
  private final Set<String> missing = new LinkedHashSet<>();

  private ReferenceCheck(String advice, TypePool pool) {
    super(OpenedClassReader.ASM_API);
    this.advice = advice.replace('.', '/');
    this.pool = pool;
  }

  private static String packageOf(String internalName) {
    return internalName.substring(0, internalName.lastIndexOf('/') + 1);
  }

  /** What is missing, for a log line; empty when the advice fits. */
  static Set<String> missing(String advice, byte[] adviceFile, TypePool library) {
    ReferenceCheck check = new ReferenceCheck(advice, library);
    OpenedClassReader.of(adviceFile).accept(check, ClassReader.SKIP_DEBUG);
    return check.missing;
  }

  @Override
  public FieldVisitor visitField(
      int access, String name, String descriptor, String signature, Object value) {
    return null;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    return name.equals("<init>") ? null : new Body();
  }

  // The JDK's own API is what the advice was compiled against, and the waist is on the boot loader,
  // where not every loader finds its class files; only the library varies.
  private boolean isLibrary(String owner) {
    return !owner.startsWith("java/")
        && !owner.startsWith(WAIST)
        && !owner.startsWith("[")
        && !owner.equals(advice);
  }

  private TypeDescription find(String owner) {
    TypePool.Resolution resolution = pool.describe(owner.replace('/', '.'));
    if (!resolution.isResolved()) {
      missing.add(owner.replace('/', '.'));
      return null;
    }
    return resolution.resolve();
  }

  private static boolean hasMethod(TypeDefinition type, String name, String descriptor) {
    for (TypeDefinition each = type; each != null; each = each.getSuperClass()) {
      for (MethodDescription method : each.getDeclaredMethods()) {
        if (method.getInternalName().equals(name) && method.getDescriptor().equals(descriptor)) {
          return true;
        }
      }
      for (TypeDefinition above : each.getInterfaces()) {
        if (hasMethod(above, name, descriptor)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean hasField(TypeDefinition type, String name, String descriptor) {
    for (TypeDefinition each = type; each != null; each = each.getSuperClass()) {
      for (FieldDescription field : each.getDeclaredFields()) {
        if (field.getInternalName().equals(name) && field.getDescriptor().equals(descriptor)) {
          return true;
        }
      }
    }
    return false;
  }

  private final class Body extends MethodVisitor {
    Body() {
      super(OpenedClassReader.ASM_API);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      if (isLibrary(type)) {
        find(type);
      }
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      TypeDescription type = isLibrary(owner) ? find(owner) : null;
      if (type != null && !hasMethod(type, name, descriptor)) {
        missing.add(type.getName() + "." + name + descriptor);
      }
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      TypeDescription type = isLibrary(owner) ? find(owner) : null;
      if (type != null && !hasField(type, name, descriptor)) {
        missing.add(type.getName() + "." + name);
      }
    }
  }
}
