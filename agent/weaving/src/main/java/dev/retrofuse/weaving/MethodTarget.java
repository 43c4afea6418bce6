package dev.retrofuse.weaving;

import org.objectweb.asm.Type;

/** A method that is woven. */
final class MethodTarget {
  private final String owner;
  private final String name;
  private final String descriptor;
  private final Type[] arguments;

  /**
   * @param owner internal name of its class; methods are never static
   */
  MethodTarget(String owner, String name, String descriptor) {
    this.owner = owner;
    this.name = name;
    this.descriptor = descriptor;
    arguments = Type.getArgumentTypes(descriptor);
  }

  String owner() {
    return owner;
  }

  Type ownerType() {
    return Type.getObjectType(owner);
  }

  String name() {
    return name;
  }

  boolean isConstructor() {
    return name.equals("<init>");
  }

  Type returned() {
    return Type.getReturnType(descriptor);
  }

  Type[] arguments() {
    return arguments;
  }

  /** Null where there are fewer. */
  Type argument(int index) {
    return index < arguments.length ? arguments[index] : null;
  }

  /** The slot that holds an argument when the method begins. */
  int slot(int index) {
    int slot = 1;
    for (int i = 0; i < index; i++) {
      slot += arguments[i].getSize();
    }
    return slot;
  }

  @Override
  public String toString() {
    return owner.replace('/', '.') + '.' + name + descriptor;
  }
}
