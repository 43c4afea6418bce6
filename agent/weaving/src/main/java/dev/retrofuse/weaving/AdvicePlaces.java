package dev.retrofuse.weaving;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.Type;

/** Finds the place of each parameter of an advice method in the method that is woven. */
final class AdvicePlaces {
  static final String ENTER = "Enter";
  static final String EXIT = "Exit";
  static final String RETURN = "Return";
  static final String THROWN = "Thrown";
  static final String THIS = "This";

  private final MethodTarget target;
  private final AdviceSlots slots;
  private final LibraryTypes types;
  private final boolean saved;

  /**
   * @param saved whether {@code this} and arguments are read from where they were saved, because
   *     the method's body may have used their slots for something else
   */
  AdvicePlaces(MethodTarget target, AdviceSlots slots, LibraryTypes types, boolean saved) {
    this.target = target;
    this.slots = slots;
    this.types = types;
    this.saved = saved;
  }

  Map<Integer, Place> of(AdviceMethod advice) throws IOException {
    Map<Integer, Place> places = new HashMap<>();
    for (AdviceParameter parameter : advice.parameters) {
      places.put(parameter.slot, of(parameter));
    }
    return places;
  }

  private Place of(AdviceParameter parameter) throws IOException {
    switch (parameter.kind()) {
      case THIS:
        return readable(parameter, target.ownerType(), thisSlot());
      case "Argument":
        return argument(parameter);
      case "Local":
        return Place.local(parameter.type, slots.of("local " + parameter.name(), parameter.type));
      case ENTER:
        return Place.local(parameter.type, slots.of(ENTER));
      case THROWN:
        return Place.local(parameter.type, slots.of(THROWN));
      case RETURN:
        if (target.returned().equals(Type.VOID_TYPE)) {
          return Place.absent(parameter.type);
        }
        return parameter.dynamic()
            ? Place.object(target.returned(), slots.of(RETURN))
            : readable(parameter, target.returned(), slots.of(RETURN));
      case "FieldValue":
        return field(parameter);
      case "Origin":
        return Place.text(target.name());
      default:
        throw new IllegalStateException("advice has a parameter of kind " + parameter.kind());
    }
  }

  private int thisSlot() {
    // A constructor's cannot be saved before it is one, and no constructor writes to it.
    return saved && !target.isConstructor() ? slots.of(THIS, target.ownerType()) : 0;
  }

  private Place argument(AdviceParameter parameter) throws IOException {
    Type type = target.argument(parameter.index());
    if (parameter.optional() && (type == null || isOfOtherKind(parameter, type))) {
      return Place.absent(parameter.type);
    }
    if (type == null) {
      throw new IllegalStateException("there is no argument " + parameter.index());
    }
    int slot = saved ? slots.of(saved(parameter.index()), type) : target.slot(parameter.index());
    return parameter.dynamic() && !parameter.readOnly()
        ? Place.object(type, slot)
        : readable(parameter, type, slot);
  }

  static String saved(int argument) {
    return "argument " + argument;
  }

  // What takes any type takes objects; a number it leaves.
  private static boolean isOfOtherKind(AdviceParameter parameter, Type type) {
    return parameter.dynamic() && !InlinedAdvice.isReference(type);
  }

  private Place field(AdviceParameter parameter) throws IOException {
    String owner = types.declaring(target.owner(), parameter.name());
    if (owner == null) {
      throw new IllegalStateException(target.owner() + " has no field " + parameter.name());
    }
    String descriptor = types.find(owner).fields.get(parameter.name());
    if (parameter.dynamic() && InlinedAdvice.isReference(Type.getType(descriptor))) {
      return Place.objectField(thisSlot(), owner, parameter.name(), descriptor);
    }
    check(parameter, Type.getType(descriptor));
    return Place.field(thisSlot(), owner, parameter.name(), descriptor);
  }

  private Place readable(AdviceParameter parameter, Type type, int slot) throws IOException {
    check(parameter, type);
    return Place.local(type, slot);
  }

  private void check(AdviceParameter parameter, Type type) throws IOException {
    boolean fits =
        parameter.type.equals(type)
            || (parameter.readOnly()
                && InlinedAdvice.isReference(parameter.type)
                && InlinedAdvice.isReference(type)
                && (type.getSort() == Type.OBJECT
                    ? types.isSubtype(type.getInternalName(), parameter.type.getInternalName())
                    : parameter.type.getInternalName().equals("java/lang/Object")));
    if (!fits) {
      throw new IllegalStateException(
          target + ": " + type.getClassName() + " is no " + parameter.type.getClassName());
    }
  }
}
