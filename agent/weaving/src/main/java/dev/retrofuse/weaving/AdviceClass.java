package dev.retrofuse.weaving;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** An advice class: static methods under Byte Buddy's annotations, read from its file. */
final class AdviceClass extends ClassVisitor {
  private final ClassReader file;
  private final int shift;

  /** Null where the advice does nothing before the call. */
  AdviceMethod enter;

  /** Null where the advice does nothing after the call. */
  AdviceMethod exit;

  private AdviceClass(ClassReader file, int shift) {
    super(Opcodes.ASM9);
    this.file = file;
    this.shift = shift;
  }

  /**
   * @param shift as for {@link AdviceParameter}
   */
  static AdviceClass of(byte[] bytes, int shift) {
    ClassReader reader = new ClassReader(bytes);
    AdviceClass advice = new AdviceClass(reader, shift);
    reader.accept(advice, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return advice;
  }

  ClassReader file() {
    return file;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    return (access & Opcodes.ACC_STATIC) == 0
        ? null
        : new AdviceMethod(file, name, descriptor, shift) {
          @Override
          public void visitEnd() {
            enter = isEnter() ? this : enter;
            exit = isExit() ? this : exit;
          }
        };
  }
}
