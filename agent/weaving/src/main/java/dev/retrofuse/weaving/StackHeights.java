package dev.retrofuse.weaving;

import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;

/**
 * Proves that every path through a woven method agrees on the height of the operand stack. Only for
 * class files before Java 6: they have no frames for {@link OperandStack} to go by.
 */
final class StackHeights {
  private StackHeights() {}

  /**
   * @param methods which to look at, each as name and descriptor
   * @throws IllegalStateException when paths meet with different heights
   */
  static void check(byte[] file, Set<String> methods) {
    ClassNode type = new ClassNode();
    new ClassReader(file).accept(type, ClassReader.SKIP_DEBUG);
    for (MethodNode method : type.methods) {
      if (methods.contains(method.name + method.desc)) {
        check(type.name, method);
      }
    }
  }

  private static void check(String type, MethodNode method) {
    try {
      new Analyzer<>(new BasicInterpreter()).analyze(type, method);
    } catch (AnalyzerException e) {
      throw new IllegalStateException(method.name + " leaves values under a return", e);
    }
  }
}
