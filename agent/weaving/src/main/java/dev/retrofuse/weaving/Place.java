package dev.retrofuse.weaving;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Where woven code finds what a parameter of an advice method stands for. */
abstract class Place {
  abstract void load(MethodVisitor code);

  /** Stores the value on top of the stack. */
  abstract void store(MethodVisitor code);

  /** A local variable. */
  static Place local(Type type, int slot) {
    return new Place() {
      @Override
      void load(MethodVisitor code) {
        code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
      }

      @Override
      void store(MethodVisitor code) {
        code.visitVarInsn(type.getOpcode(Opcodes.ISTORE), slot);
      }
    };
  }

  /** A local variable of any type that advice takes for an object: numbers are wrapped. */
  static Place object(Type type, int slot) {
    String wrapper = wrapper(type);
    String wraps = Type.getMethodDescriptor(Type.getObjectType(wrapper), type);
    return new Place() {
      @Override
      void load(MethodVisitor code) {
        code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
        if (!InlinedAdvice.isReference(type)) {
          code.visitMethodInsn(Opcodes.INVOKESTATIC, wrapper, "valueOf", wraps, false);
        }
      }

      @Override
      void store(MethodVisitor code) {
        code.visitTypeInsn(Opcodes.CHECKCAST, wrapper);
        if (!InlinedAdvice.isReference(type)) {
          String value = type.getClassName() + "Value";
          code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, wrapper, value, "()" + type, false);
        }
        code.visitVarInsn(type.getOpcode(Opcodes.ISTORE), slot);
      }
    };
  }

  /** What an object of that type is cast to. */
  private static String wrapper(Type type) {
    switch (type.getSort()) {
      case Type.BOOLEAN:
        return "java/lang/Boolean";
      case Type.CHAR:
        return "java/lang/Character";
      case Type.BYTE:
        return "java/lang/Byte";
      case Type.SHORT:
        return "java/lang/Short";
      case Type.INT:
        return "java/lang/Integer";
      case Type.LONG:
        return "java/lang/Long";
      case Type.FLOAT:
        return "java/lang/Float";
      case Type.DOUBLE:
        return "java/lang/Double";
      default:
        return type.getInternalName();
    }
  }

  /** A field of the object in a local variable. */
  static Place field(int objectSlot, String owner, String name, String descriptor) {
    return new Place() {
      @Override
      void load(MethodVisitor code) {
        code.visitVarInsn(Opcodes.ALOAD, objectSlot);
        code.visitFieldInsn(Opcodes.GETFIELD, owner, name, descriptor);
      }

      @Override
      void store(MethodVisitor code) {
        code.visitVarInsn(Opcodes.ALOAD, objectSlot);
        code.visitInsn(Opcodes.SWAP);
        code.visitFieldInsn(Opcodes.PUTFIELD, owner, name, descriptor);
      }
    };
  }

  /** A field of any class that advice takes for an object. */
  static Place objectField(int objectSlot, String owner, String name, String descriptor) {
    Place field = field(objectSlot, owner, name, descriptor);
    return new Place() {
      @Override
      void load(MethodVisitor code) {
        field.load(code);
      }

      @Override
      void store(MethodVisitor code) {
        code.visitTypeInsn(Opcodes.CHECKCAST, Type.getType(descriptor).getInternalName());
        field.store(code);
      }
    };
  }

  /** A text that is known when the class is woven. */
  static Place text(String text) {
    return new Place() {
      @Override
      void load(MethodVisitor code) {
        code.visitLdcInsn(text);
      }

      @Override
      void store(MethodVisitor code) {
        throw new IllegalStateException("advice stores to a constant");
      }
    };
  }

  /** What is not there: the type's default. */
  static Place absent(Type type) {
    return new Place() {
      @Override
      void load(MethodVisitor code) {
        loadDefault(code, type);
      }

      @Override
      void store(MethodVisitor code) {
        code.visitInsn(type.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
      }
    };
  }

  /** Pushes null or zero. */
  static void loadDefault(MethodVisitor code, Type type) {
    switch (type.getSort()) {
      case Type.LONG:
        code.visitInsn(Opcodes.LCONST_0);
        break;
      case Type.DOUBLE:
        code.visitInsn(Opcodes.DCONST_0);
        break;
      case Type.FLOAT:
        code.visitInsn(Opcodes.FCONST_0);
        break;
      case Type.ARRAY:
      case Type.OBJECT:
        code.visitInsn(Opcodes.ACONST_NULL);
        break;
      default:
        code.visitInsn(Opcodes.ICONST_0);
    }
  }
}
