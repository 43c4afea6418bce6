package dev.retrofuse.weaving;

import static dev.retrofuse.weaving.MethodMatch.method;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Class files as optimizers and old tools write them, which no javac of today does. */
class UnusualClassFilesTest implements Opcodes {
  private static final String NAME = "unusual/Sample";

  private final List<String> log = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {V1_6, V1_8})
  void valuesLeftUnderAReturnAreGone(int version) throws Exception {
    assertEquals(42, call(version, UnusualClassFilesTest::leavesValues));
  }

  @Test
  void valuesLeftUnderAReturnBehindAJumpAreGone() throws Exception {
    assertEquals(42, call(V1_8, code -> jumps(code, true)));
  }

  @ParameterizedTest
  @ValueSource(ints = {V1_2, V1_5, V1_6})
  void jumpsWithoutFrames(int version) throws Exception {
    assertEquals(42, call(version, code -> jumps(code, false)));
  }

  @Test
  void withoutFramesAClassThatLeavesValuesIsLeftAlone() {
    assertNull(woven(V1_5, UnusualClassFilesTest::leavesValues));
    assertEquals(
        List.of(
            "left alone: unusual.Sample: java.lang.IllegalStateException: sample leaves values under"
                + " a return"),
        log);
  }

  private byte[] woven(int version, Body body) {
    return SampleWeaving.of(
            TypeInstrumentation.named("unusual.Sample")
                .advise(Plain.class.getName(), method("sample", "(")),
            log)
        .transform(getClass().getClassLoader(), NAME, null, null, file(version, body));
  }

  private Object call(int version, Body body) throws Exception {
    Seen.NOTES.clear();
    byte[] woven = woven(version, body);
    assertNotNull(woven, log::toString);
    Class<?> type =
        ClassFiles.loader("unusual.Sample", woven, getClass().getClassLoader())
            .loadClass("unusual.Sample");
    Object result =
        type.getMethod("sample", int.class).invoke(type.getConstructor().newInstance(), 42);
    assertEquals("[enter, exit sample]", Seen.NOTES.toString());
    return result;
  }

  private static byte[] file(int version, Body body) {
    ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    out.visit(version, ACC_PUBLIC | ACC_SUPER, NAME, null, "java/lang/Object", null);
    MethodVisitor init = out.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
    init.visitVarInsn(ALOAD, 0);
    init.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    init.visitInsn(RETURN);
    init.visitMaxs(0, 0);
    MethodVisitor code = out.visitMethod(ACC_PUBLIC, "sample", "(I)I", null, null);
    code.visitCode();
    body.write(code);
    code.visitMaxs(0, 0);
    code.visitEnd();
    out.visitEnd();
    return out.toByteArray();
  }

  private static void leavesValues(MethodVisitor code) {
    code.visitInsn(ICONST_3);
    code.visitInsn(LCONST_1);
    code.visitVarInsn(ALOAD, 0);
    code.visitVarInsn(ILOAD, 1);
    code.visitInsn(IRETURN);
  }

  private static void jumps(MethodVisitor code, boolean optimized) {
    Label zero = new Label();
    if (optimized) {
      code.visitInsn(LCONST_1);
    }
    code.visitVarInsn(ILOAD, 1);
    code.visitJumpInsn(IFEQ, zero);
    code.visitVarInsn(ILOAD, 1);
    code.visitInsn(IRETURN);
    code.visitLabel(zero);
    if (optimized) {
      code.visitFrame(F_FULL, 2, new Object[] {NAME, INTEGER}, 1, new Object[] {LONG});
    }
    code.visitInsn(ICONST_0);
    code.visitInsn(IRETURN);
  }

  /**
   * Of class file version 49 and less, as that of the instrumentations: no lambda, no joined text.
   */
  static final class Plain {
    private Plain() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter() {
      Seen.note("enter");
      return true;
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter boolean entered,
        @Advice.Origin("#m") String method,
        @Advice.Thrown Throwable thrown) {
      if (entered && thrown == null) {
        Seen.note("exit ".concat(method));
      }
    }
  }

  private interface Body {
    void write(MethodVisitor code);
  }
}
