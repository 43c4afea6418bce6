package dev.retrofuse.weaving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Copies the body of an advice method into another: parameters become the places they stand for,
 * its own locals move above all others, and a return becomes a jump to the end.
 */
final class InlinedAdvice extends MethodVisitor {
  private final AdviceMethod advice;
  private final Map<Integer, Place> places;
  private final List<Object> localsBelow;
  private final int ownLocals;
  private final int shift;
  private final int resultSlot;
  private final Label end;
  private final boolean frames;

  /**
   * @param places by the parameter's index among the advice method's locals
   * @param localsBelow how frames name what is below the advice's own locals
   * @param firstSlot the first free slot
   * @param resultSlot where a returned value goes
   * @param frames whether the class file has frames
   */
  InlinedAdvice(
      AdviceMethod advice,
      MethodVisitor code,
      Map<Integer, Place> places,
      List<Object> localsBelow,
      int firstSlot,
      int resultSlot,
      Label end,
      boolean frames) {
    super(Opcodes.ASM9, code);
    this.advice = advice;
    this.places = places;
    this.localsBelow = localsBelow;
    this.ownLocals = advice.parameterSlots();
    this.shift = firstSlot - ownLocals;
    this.resultSlot = resultSlot;
    this.end = end;
    this.frames = frames;
  }

  @Override
  public void visitVarInsn(int opcode, int slot) {
    if (slot >= ownLocals) {
      super.visitVarInsn(opcode, slot + shift);
    } else if (opcode >= Opcodes.ISTORE) {
      places.get(slot).store(mv);
    } else {
      places.get(slot).load(mv);
    }
  }

  @Override
  public void visitIincInsn(int slot, int increment) {
    if (slot >= ownLocals) {
      super.visitIincInsn(slot + shift, increment);
      return;
    }
    places.get(slot).load(mv);
    super.visitLdcInsn(increment);
    super.visitInsn(Opcodes.IADD);
    places.get(slot).store(mv);
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN) {
      super.visitInsn(opcode);
      return;
    }
    if (opcode != Opcodes.RETURN) {
      super.visitVarInsn(advice.returned.getOpcode(Opcodes.ISTORE), resultSlot);
    }
    super.visitJumpInsn(Opcodes.GOTO, end);
  }

  @Override
  public void visitFrame(int type, int count, Object[] locals, int depth, Object[] stack) {
    if (!frames) {
      return;
    }
    List<Object> all = new ArrayList<>(localsBelow);
    int slot = 0;
    for (Object local : Arrays.asList(locals).subList(0, count)) {
      if (slot >= ownLocals) {
        all.add(local);
      }
      slot += AdviceSlots.isWide(local) ? 2 : 1;
    }
    super.visitFrame(Opcodes.F_NEW, all.size(), all.toArray(), depth, stack);
  }

  @Override
  public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    return null;
  }

  @Override
  public void visitAnnotableParameterCount(int count, boolean visible) {}

  @Override
  public AnnotationVisitor visitParameterAnnotation(int index, String descriptor, boolean visible) {
    return null;
  }

  @Override
  public void visitCode() {}

  @Override
  public void visitMaxs(int stack, int locals) {}

  @Override
  public void visitEnd() {}

  /** The slots that the advice's own locals take. */
  static int slots(AdviceMethod advice) {
    return advice == null ? 0 : advice.maxLocals - advice.parameterSlots();
  }

  /** What a parameter's type may be when it stands for a value of that type, not written to. */
  static boolean isReference(Type type) {
    return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
  }
}
