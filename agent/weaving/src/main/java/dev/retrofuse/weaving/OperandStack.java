package dev.retrofuse.weaving;

import java.util.List;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.AnalyzerAdapter;

/**
 * What a method's own code leaves under a value that it returns. Compilers leave nothing there, but
 * optimizers may, and a jump cannot take it along. Class files before Java 6 have no frames to tell
 * it from: {@link StackHeights} sees to it that nothing is left there.
 */
final class OperandStack {
  private AnalyzerAdapter analyzer;

  /** Puts itself in front of a method's visitor. */
  MethodVisitor before(
      MethodVisitor code, String owner, int access, String name, String descriptor) {
    analyzer = new AnalyzerAdapter(owner, access, name, descriptor, code);
    return analyzer;
  }

  /** Pops all but the returned value, which is gone already. */
  void popBelow(MethodVisitor code, Type returned) {
    List<Object> operands = analyzer == null ? null : analyzer.stack;
    if (operands == null) {
      return;
    }
    for (int i = operands.size() - returned.getSize() - 1; i >= 0; i--) {
      boolean wide = operands.get(i) == Opcodes.TOP;
      code.visitInsn(wide ? Opcodes.POP2 : Opcodes.POP);
      i -= wide ? 1 : 0;
    }
  }
}
