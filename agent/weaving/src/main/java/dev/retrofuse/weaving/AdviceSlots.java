package dev.retrofuse.weaving;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The local variables that advice adds to a method, above the method's own. All hold a value from
 * the first instruction on, so that every frame of the woven method can name them.
 */
final class AdviceSlots {
  private final Map<String, Integer> slots = new HashMap<>();
  private final List<Type> types = new ArrayList<>();
  private final int first;
  private int end;

  AdviceSlots(int first) {
    this.first = first;
    end = first;
  }

  /** The slot of that name, made when it is not there. */
  int of(String name, Type type) {
    Integer known = slots.get(name);
    if (known != null) {
      return known;
    }
    slots.put(name, end);
    types.add(type);
    end += type.getSize();
    return end - type.getSize();
  }

  /** The slot of that name. */
  int of(String name) {
    return slots.get(name);
  }

  boolean has(String name) {
    return slots.containsKey(name);
  }

  int first() {
    return first;
  }

  /** The first slot above them. */
  int end() {
    return end;
  }

  void initialise(MethodVisitor code) {
    int slot = first;
    for (Type type : types) {
      Place.loadDefault(code, type);
      code.visitVarInsn(type.getOpcode(Opcodes.ISTORE), slot);
      slot += type.getSize();
    }
  }

  /** Adds how frames name them, after filling up with unusable locals. */
  void describe(List<Object> locals) {
    for (int size = sizeOf(locals); size < first; size++) {
      locals.add(Opcodes.TOP);
    }
    for (Type type : types) {
      locals.add(frameType(type));
    }
  }

  private static int sizeOf(List<Object> locals) {
    int size = 0;
    for (Object local : locals) {
      size += isWide(local) ? 2 : 1;
    }
    return size;
  }

  static boolean isWide(Object local) {
    return local == Opcodes.LONG || local == Opcodes.DOUBLE;
  }

  static Object frameType(Type type) {
    switch (type.getSort()) {
      case Type.LONG:
        return Opcodes.LONG;
      case Type.DOUBLE:
        return Opcodes.DOUBLE;
      case Type.FLOAT:
        return Opcodes.FLOAT;
      case Type.ARRAY:
      case Type.OBJECT:
        return type.getInternalName();
      default:
        return Opcodes.INTEGER;
    }
  }
}
