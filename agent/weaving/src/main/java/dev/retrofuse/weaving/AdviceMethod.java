package dev.retrofuse.weaving;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** An enter or exit method of an advice class: what its annotations say, and its body. */
class AdviceMethod extends MethodVisitor {
  private static final String ADVICE = "Lnet/bytebuddy/asm/Advice$";

  final String name;
  final Type[] types;
  final Type returned;
  final List<AdviceParameter> parameters = new ArrayList<>();
  private final ClassReader file;
  private boolean enter;
  private boolean exit;
  private boolean suppresses;
  private boolean skips;
  private boolean seesThrown;
  private boolean repeats;
  int maxStack;
  int maxLocals;

  /**
   * @param shift as for {@link AdviceParameter}
   */
  AdviceMethod(ClassReader file, String name, String descriptor, int shift) {
    super(Opcodes.ASM9);
    this.file = file;
    this.name = name;
    types = Type.getArgumentTypes(descriptor);
    returned = Type.getReturnType(descriptor);
    int slot = 0;
    for (Type type : types) {
      parameters.add(new AdviceParameter(type, slot, shift));
      slot += type.getSize();
    }
  }

  boolean isEnter() {
    return enter;
  }

  boolean isExit() {
    return exit;
  }

  boolean suppresses() {
    return suppresses;
  }

  /** Whether a value other than the default leaves the advised method out. */
  boolean skips() {
    return skips;
  }

  /** Whether an exit runs after an exception as well. */
  boolean seesThrown() {
    return seesThrown;
  }

  /** Whether a value other than the default that an exit returns runs the body once more. */
  boolean repeats() {
    return repeats;
  }

  /** Size of the parameters in slots: the index of the body's first own local. */
  int parameterSlots() {
    int slots = 0;
    for (Type type : types) {
      slots += type.getSize();
    }
    return slots;
  }

  /** Sends the body, from {@code visitCode} on, through a visitor. */
  void replay(MethodVisitor visitor) {
    String wanted = name;
    String descriptor = Type.getMethodDescriptor(returned, types);
    file.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String each, String its, String signature, String[] exceptions) {
            return each.equals(wanted) && its.equals(descriptor) ? visitor : null;
          }
        },
        ClassReader.SKIP_DEBUG | ClassReader.EXPAND_FRAMES);
  }

  @Override
  public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    enter |= descriptor.equals(ADVICE + "OnMethodEnter;");
    exit |= descriptor.equals(ADVICE + "OnMethodExit;");
    return new AnnotationVisitor(Opcodes.ASM9) {
      @Override
      public void visit(String key, Object value) {
        suppresses |= key.equals("suppress");
        skips |= key.equals("skipOn");
        seesThrown |= key.equals("onThrowable");
        repeats |= key.equals("repeatOn");
      }
    };
  }

  @Override
  public AnnotationVisitor visitParameterAnnotation(int index, String descriptor, boolean visible) {
    return descriptor.startsWith(ADVICE)
        ? parameters
            .get(index)
            .annotated(descriptor.substring(ADVICE.length(), descriptor.length() - 1))
        : null;
  }

  @Override
  public void visitMaxs(int stack, int locals) {
    maxStack = stack;
    maxLocals = locals;
  }
}
