package dev.retrofuse.weaving;

import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What a parameter of an advice method stands for. */
final class AdviceParameter {
  final Type type;

  /** Its index among the advice method's locals. */
  final int slot;

  private String kind = "";
  private String name = "";
  private int index;
  private boolean readOnly = true;
  private boolean optional;
  private boolean dynamic;
  private final int shift;

  /**
   * @param shift by how many places arguments stand further behind than the annotation says
   */
  AdviceParameter(Type type, int slot, int shift) {
    this.type = type;
    this.slot = slot;
    this.shift = shift;
  }

  AnnotationVisitor annotated(String annotation) {
    kind = annotation;
    return new AnnotationVisitor(Opcodes.ASM9) {
      @Override
      public void visit(String key, Object value) {
        if (value instanceof Integer) {
          index = (Integer) value;
        } else if (value instanceof String) {
          name = (String) value;
        } else if (key.equals("readOnly")) {
          readOnly = (Boolean) value;
        } else if (key.equals("optional")) {
          optional = (Boolean) value;
        }
      }

      @Override
      public void visitEnum(String key, String descriptor, String value) {
        dynamic |= value.equals("DYNAMIC");
      }
    };
  }

  /** The annotation's simple name, such as {@code Argument}. */
  String kind() {
    return kind;
  }

  boolean is(String annotation) {
    return kind.equals(annotation);
  }

  /** The name of a local or field, or the pattern of an origin. */
  String name() {
    return name;
  }

  /** The index of an argument. */
  int index() {
    return index + shift;
  }

  boolean readOnly() {
    return readOnly;
  }

  boolean optional() {
    return optional;
  }

  boolean dynamic() {
    return dynamic;
  }
}
