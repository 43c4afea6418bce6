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
