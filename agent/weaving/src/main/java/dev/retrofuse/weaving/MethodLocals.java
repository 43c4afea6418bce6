package dev.retrofuse.weaving;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** How many slots of local variables methods use; a class file says so only after their code. */
final class MethodLocals extends ClassVisitor {
  private final Set<String> wanted;
  private final Map<String, Integer> locals = new HashMap<>();

  private MethodLocals(Set<String> wanted) {
    super(Opcodes.ASM9);
    this.wanted = wanted;
  }

  /**
   * @param wanted methods as name and descriptor
   */
  static Map<String, Integer> of(ClassReader reader, Set<String> wanted) {
    MethodLocals visitor = new MethodLocals(wanted);
    reader.accept(visitor, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return visitor.locals;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    final String method = name + descriptor;
    return !wanted.contains(method)
        ? null
        : new MethodVisitor(Opcodes.ASM9) {
          @Override
          public void visitMaxs(int stack, int slots) {
            locals.put(method, slots);
          }
        };
  }
}
