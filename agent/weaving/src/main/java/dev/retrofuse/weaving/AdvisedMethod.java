package dev.retrofuse.weaving;

import dev.retrofuse.waist.RetrofuseAgent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Weaves one advice into one method while it is written:
 *
 * <pre>
 *   slots = defaults, saved = this and arguments
 *   try { enter } catch (Throwable fault) { report it }
 *   if (entered) goto exit
 *   try { body, where a return stores its value and goes to exit } catch (Throwable t) { thrown = t }
 *   exit: try { exit advice } catch (Throwable fault) { report it }
 *   if (to be repeated) { this and arguments = saved, goto body }
 *   if (thrown != null) throw thrown
 *   return returned
 * </pre>
 *
 * The shape and the meaning are those of Byte Buddy's inlined advice, whose annotations it reads;
 * {@code AdviceOracleTest} holds the two against each other. The method's own locals stay where
 * they are, and the advice's come above them, so that the method's frames need only be continued.
 */
final class AdvisedMethod extends MethodVisitor {
  private static final String AGENT = RetrofuseAgent.class.getName().replace('.', '/');
  private static final String FAULT = "(Ljava/lang/Throwable;Ljava/lang/String;)V";

  private final AdviceClass advice;
  private final MethodTarget target;
  private final String library;
  private final boolean frames;
  private final AdviceSlots slots;
  private final Map<Integer, Place> enterPlaces;
  private final Map<Integer, Place> exitPlaces;
  private final Label bodyStart = new Label();
  private final Label exit = new Label();
  private OperandStack stack;

  /**
   * @param firstSlot the first slot that neither the method nor advice around it uses
   * @param frames whether the class file has frames
   * @throws IllegalStateException when the advice asks for what the method has not
   */
  AdvisedMethod(
      MethodTarget target,
      AdviceClass advice,
      String library,
      LibraryTypes types,
      int firstSlot,
      boolean frames)
      throws IOException {
    super(Opcodes.ASM9);
    this.advice = advice;
    this.target = target;
    this.library = library;
    this.frames = frames;
    slots = new AdviceSlots(firstSlot);
    reserve();
    enterPlaces = places(advice.enter, types, false);
    exitPlaces = places(advice.exit, types, true);
  }

  private void reserve() {
    if (advice.enter != null && !advice.enter.returned.equals(Type.VOID_TYPE)) {
      slots.of(AdvicePlaces.ENTER, advice.enter.returned);
    }
    if (!target.returned().equals(Type.VOID_TYPE)) {
      slots.of(AdvicePlaces.RETURN, target.returned());
    }
    slots.of(AdvicePlaces.THROWN, Type.getObjectType("java/lang/Throwable"));
    if (repeats()) {
      reserveForRepeating();
    }
  }

  private boolean repeats() {
    return advice.exit != null && advice.exit.repeats();
  }

  private void reserveForRepeating() {
    if (target.isConstructor()) {
      throw new IllegalStateException("a constructor cannot be repeated");
    }
    slots.of(AdvicePlaces.EXIT, advice.exit.returned);
    slots.of(AdvicePlaces.THIS, target.ownerType());
    for (int i = 0; i < target.arguments().length; i++) {
      slots.of(AdvicePlaces.saved(i), target.argument(i));
    }
  }

  private Map<Integer, Place> places(AdviceMethod method, LibraryTypes types, boolean saved)
      throws IOException {
    return method == null
        ? Collections.<Integer, Place>emptyMap()
        : new AdvicePlaces(target, slots, types, saved).of(method);
  }

  /** The first slot above everything that this advice uses. */
  int end() {
    return slots.end()
        + Math.max(InlinedAdvice.slots(advice.enter), InlinedAdvice.slots(advice.exit));
  }

  /** Names the visitor that writes, or weaves what is around. */
  void onto(MethodVisitor code) {
    mv = code;
  }

  /** Tells what is on the operand stack of the method's own code. */
  void over(OperandStack operands) {
    stack = operands;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    slots.initialise(mv);
    save();
    if (advice.enter != null) {
      inline(advice.enter, enterPlaces, entryLocals(), AdvicePlaces.ENTER);
      if (repeats()) {
        save(); // for the body is repeated with what enter made of its arguments
      }
      if (advice.enter.skips()) {
        skip();
      }
    }
    super.visitLabel(bodyStart);
    if (repeats()) {
      frame(entryLocals(), null);
    }
  }

  private void save() {
    if (slots.has(AdvicePlaces.THIS)) {
      super.visitVarInsn(Opcodes.ALOAD, 0);
      super.visitVarInsn(Opcodes.ASTORE, slots.of(AdvicePlaces.THIS));
    }
    for (int i = 0; i < target.arguments().length; i++) {
      if (slots.has(AdvicePlaces.saved(i))) {
        Type type = target.argument(i);
        super.visitVarInsn(type.getOpcode(Opcodes.ILOAD), target.slot(i));
        super.visitVarInsn(type.getOpcode(Opcodes.ISTORE), slots.of(AdvicePlaces.saved(i)));
      }
    }
  }

  private void skip() {
    Type entered = advice.enter.returned;
    Label body = new Label();
    super.visitVarInsn(entered.getOpcode(Opcodes.ILOAD), slots.of(AdvicePlaces.ENTER));
    super.visitJumpInsn(InlinedAdvice.isReference(entered) ? Opcodes.IFNULL : Opcodes.IFEQ, body);
    super.visitJumpInsn(Opcodes.GOTO, exit);
    super.visitLabel(body);
    frame(entryLocals(), null);
  }

  private void inline(
      AdviceMethod method, Map<Integer, Place> places, List<Object> locals, String resultSlot) {
    Label start = new Label();
    Label end = new Label();
    Label fault = new Label();
    Label after = new Label();
    super.visitLabel(start);
    int result = method.returned.equals(Type.VOID_TYPE) ? -1 : slots.of(resultSlot);
    method.replay(
        new InlinedAdvice(method, mv, places, locals, slots.end(), result, after, frames));
    if (method.suppresses()) {
      super.visitLabel(end);
      super.visitTryCatchBlock(start, end, fault, "java/lang/Throwable");
      super.visitLabel(fault);
      frame(locals, "java/lang/Throwable");
      super.visitLdcInsn(library);
      super.visitMethodInsn(Opcodes.INVOKESTATIC, AGENT, "fault", FAULT, false);
    }
    super.visitLabel(after);
    frame(locals, null);
  }

  // Frames at one place would be one too many, hence the nop.
  private void frame(List<Object> locals, String onStack) {
    if (frames) {
      Object[] operands = onStack == null ? new Object[0] : new Object[] {onStack};
      super.visitFrame(Opcodes.F_NEW, locals.size(), locals.toArray(), operands.length, operands);
    }
    super.visitInsn(Opcodes.NOP);
  }

  private List<Object> entryLocals() {
    List<Object> locals = new ArrayList<>();
    locals.add(target.isConstructor() ? Opcodes.UNINITIALIZED_THIS : target.owner());
    for (Type type : target.arguments()) {
      locals.add(AdviceSlots.frameType(type));
    }
    slots.describe(locals);
    return locals;
  }

  // The body may have used the slots of this and the arguments for something else.
  private List<Object> exitLocals() {
    List<Object> locals = new ArrayList<>();
    if (target.isConstructor()) {
      locals.add(target.owner());
    }
    slots.describe(locals);
    return locals;
  }

  @Override
  public void visitFrame(int type, int count, Object[] locals, int depth, Object[] operands) {
    List<Object> all = new ArrayList<>();
    Collections.addAll(all, locals);
    all = new ArrayList<>(all.subList(0, count));
    slots.describe(all);
    super.visitFrame(type, all.size(), all.toArray(), depth, operands);
  }

  @Override
  public void visitInsn(int opcode) {
    if (advice.exit == null || opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN) {
      super.visitInsn(opcode);
      return;
    }
    if (opcode != Opcodes.RETURN) {
      super.visitVarInsn(
          target.returned().getOpcode(Opcodes.ISTORE), slots.of(AdvicePlaces.RETURN));
    }
    stack.popBelow(mv, target.returned());
    super.visitJumpInsn(Opcodes.GOTO, exit);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    if (advice.exit != null) {
      end(advice.exit);
    } else if (advice.enter.skips()) {
      super.visitLabel(exit);
      frame(entryLocals(), null);
      returnValue();
    }
    super.visitMaxs(Math.max(maxStack, stackOfAdvice()), end());
  }

  private void end(AdviceMethod method) {
    if (method.seesThrown()) {
      Label bodyEnd = new Label();
      super.visitLabel(bodyEnd);
      super.visitTryCatchBlock(bodyStart, bodyEnd, bodyEnd, "java/lang/Throwable");
      frame(exitLocals(), "java/lang/Throwable");
      super.visitVarInsn(Opcodes.ASTORE, slots.of(AdvicePlaces.THROWN));
    }
    super.visitLabel(exit);
    frame(exitLocals(), null);
    inline(method, exitPlaces, exitLocals(), AdvicePlaces.EXIT);
    if (method.repeats()) {
      repeat(method.returned);
    }
    if (method.seesThrown()) {
      rethrow();
    }
    returnValue();
  }

  private void repeat(Type decision) {
    Label over = new Label();
    super.visitVarInsn(decision.getOpcode(Opcodes.ILOAD), slots.of(AdvicePlaces.EXIT));
    super.visitJumpInsn(InlinedAdvice.isReference(decision) ? Opcodes.IFNULL : Opcodes.IFEQ, over);
    reset(AdvicePlaces.EXIT, decision);
    reset(AdvicePlaces.THROWN, Type.getObjectType("java/lang/Throwable"));
    if (!target.returned().equals(Type.VOID_TYPE)) {
      reset(AdvicePlaces.RETURN, target.returned());
    }
    super.visitVarInsn(Opcodes.ALOAD, slots.of(AdvicePlaces.THIS));
    super.visitVarInsn(Opcodes.ASTORE, 0);
    for (int i = 0; i < target.arguments().length; i++) {
      Type type = target.argument(i);
      super.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slots.of(AdvicePlaces.saved(i)));
      super.visitVarInsn(type.getOpcode(Opcodes.ISTORE), target.slot(i));
    }
    super.visitJumpInsn(Opcodes.GOTO, bodyStart);
    super.visitLabel(over);
    frame(exitLocals(), null);
  }

  private void reset(String slot, Type type) {
    Place.loadDefault(mv, type);
    super.visitVarInsn(type.getOpcode(Opcodes.ISTORE), slots.of(slot));
  }

  private void rethrow() {
    Label none = new Label();
    super.visitVarInsn(Opcodes.ALOAD, slots.of(AdvicePlaces.THROWN));
    super.visitJumpInsn(Opcodes.IFNULL, none);
    super.visitVarInsn(Opcodes.ALOAD, slots.of(AdvicePlaces.THROWN));
    super.visitInsn(Opcodes.ATHROW);
    super.visitLabel(none);
    frame(exitLocals(), null);
  }

  private void returnValue() {
    Type type = target.returned();
    if (!type.equals(Type.VOID_TYPE)) {
      super.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slots.of(AdvicePlaces.RETURN));
    }
    super.visitInsn(type.getOpcode(Opcodes.IRETURN));
  }

  // Two more than the advice itself has: a field's object under its value.
  private int stackOfAdvice() {
    int most = 2;
    for (AdviceMethod each : new AdviceMethod[] {advice.enter, advice.exit}) {
      most = each == null ? most : Math.max(most, each.maxStack + 2);
    }
    return most;
  }
}
