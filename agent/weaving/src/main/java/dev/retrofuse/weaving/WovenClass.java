package dev.retrofuse.weaving;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** One class being woven. ASM copies every method that is not woven as it stands. */
final class WovenClass {
  private final String name;
  private final ClassReader reader;
  private final Advices advices;
  private final LibraryTypes types;
  private final Map<String, List<Woven>> byMethod = new HashMap<>();

  /**
   * @param name internal
   */
  WovenClass(String name, ClassReader reader, Advices advices, LibraryTypes types) {
    this.name = name;
    this.reader = reader;
    this.advices = advices;
    this.types = types;
  }

  /**
   * Adds advice for some methods, each given as name and descriptor. Once each, though the class
   * implement several interfaces for which it is.
   */
  void add(String library, String advice, Set<String> methods) throws IOException {
    Woven added = new Woven(library, advices.get(advice));
    for (String method : methods) {
      List<Woven> all = byMethod.get(method);
      if (all == null) {
        all = new ArrayList<>(2);
        byMethod.put(method, all);
      }
      if (!added.isAmong(all)) {
        all.add(added);
      }
    }
  }

  /** The woven class file; null where no advice was added. */
  byte[] write() {
    if (byMethod.isEmpty()) {
      return null;
    }
    Map<String, Integer> locals = MethodLocals.of(reader, byMethod.keySet());
    ClassWriter writer = new ClassWriter(reader, 0);
    Methods methods = new Methods(writer, locals);
    reader.accept(methods, ClassReader.EXPAND_FRAMES);
    byte[] woven = writer.toByteArray();
    if (!methods.frames) {
      StackHeights.check(woven, byMethod.keySet());
    }
    return woven;
  }

  /** An advice and the library that it belongs to. */
  private static final class Woven {
    final String library;
    final AdviceClass advice;

    Woven(String library, AdviceClass advice) {
      this.library = library;
      this.advice = advice;
    }

    boolean isAmong(List<Woven> others) {
      for (Woven other : others) {
        if (other.advice == advice) {
          return true;
        }
      }
      return false;
    }
  }

  private final class Methods extends ClassVisitor {
    private final Map<String, Integer> locals;
    private boolean frames;

    Methods(ClassWriter writer, Map<String, Integer> locals) {
      super(Opcodes.ASM9, writer);
      this.locals = locals;
    }

    @Override
    public void visit(
        int version, int access, String its, String signature, String above, String[] others) {
      frames = (version & 0xFFFF) >= Opcodes.V1_6;
      super.visit(version, access, its, signature, above, others);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String its, String descriptor, String signature, String[] exceptions) {
      MethodVisitor code = super.visitMethod(access, its, descriptor, signature, exceptions);
      List<Woven> all = byMethod.get(its + descriptor);
      if (all == null) {
        return code;
      }
      try {
        OperandStack stack = new OperandStack();
        MethodVisitor woven =
            weave(
                code,
                new MethodTarget(name, its, descriptor),
                all,
                locals.get(its + descriptor),
                stack);
        return frames ? stack.before(woven, name, access, its, descriptor) : woven;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    // The first advice is around the others, so it is the one nearest to the writer; its slots are
    // above theirs.
    private MethodVisitor weave(
        MethodVisitor code, MethodTarget target, List<Woven> all, int firstSlot, OperandStack stack)
        throws IOException {
      AdvisedMethod first = null;
      AdvisedMethod last = null;
      int slot = firstSlot;
      for (int i = all.size() - 1; i >= 0; i--) {
        Woven each = all.get(i);
        AdvisedMethod method =
            new AdvisedMethod(target, each.advice, each.library, types, slot, frames);
        method.over(stack);
        if (last != null) {
          last.onto(method);
        }
        first = first == null ? method : first;
        last = method;
        slot = method.end();
      }
      last.onto(code);
      return first;
    }
  }
}
