package dev.retrofuse.weaving;

import dev.retrofuse.waist.RetrofuseAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Reads which library methods and fields an advice names and looks whether this version of the
 * library has them, without loading a class of it.
 */
final class ReferenceCheck extends ClassVisitor {
  private static final String WAIST = packageOf(RetrofuseAgent.class.getName().replace('.', '/'));

  private final String advice;
  private final LibraryTypes library;
  private final Set<String> missing = new LinkedHashSet<>();

  private ReferenceCheck(String advice, LibraryTypes library) {
    super(Opcodes.ASM9);
    this.advice = advice;
    this.library = library;
  }

  private static String packageOf(String internalName) {
    return internalName.substring(0, internalName.lastIndexOf('/') + 1);
  }

  /** What is missing, for a log line; empty when the advice fits. */
  static Set<String> missing(AdviceClass advice, LibraryTypes library) {
    ReferenceCheck check = new ReferenceCheck(advice.file().getClassName(), library);
    advice.file().accept(check, ClassReader.SKIP_DEBUG);
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

  // Unchecked on the way through ASM; the caller takes it out again.
  private boolean exists(String owner) {
    try {
      return library.find(owner) != null || !missing.add(owner.replace('/', '.'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Body extends MethodVisitor {
    Body() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      if (isLibrary(type)) {
        exists(type);
      }
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      try {
        if (isLibrary(owner) && exists(owner) && !library.hasMethod(owner, name + descriptor)) {
          missing.add(owner.replace('/', '.') + "." + name + descriptor);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      try {
        if (isLibrary(owner) && exists(owner) && library.declaring(owner, name) == null) {
          missing.add(owner.replace('/', '.') + "." + name);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
