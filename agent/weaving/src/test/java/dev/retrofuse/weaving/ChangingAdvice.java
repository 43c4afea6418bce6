package dev.retrofuse.weaving;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;

/** Changes what goes in and what comes out. */
public final class ChangingAdvice {
  private ChangingAdvice() {}

  /** Before. */
  public static final class In {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(value = 0, readOnly = false) Object value) {
      value = value == null ? null : "in " + value;
    }
  }

  /** Before, whatever the type. */
  public static final class AnyIn {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.Argument(value = 0, readOnly = false, typing = Typing.DYNAMIC) Object value) {
      Seen.note("came " + value);
      value = value instanceof String ? "any " + value : new StringBuilder();
    }
  }

  /** After. */
  public static final class Out {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.Argument(0) Object value,
        @Advice.Argument(value = 7, optional = true) String absent,
        @Advice.Return(readOnly = false) Object returned) {
      returned = value + " out " + returned + absent;
    }
  }

  /** After, whatever the type. */
  public static final class Other {
    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
        @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) Object returned,
        @Advice.Thrown(readOnly = false) Throwable thrown) {
      Seen.note("returned " + returned);
      if (returned instanceof Long) {
        returned = 1L + (Long) returned;
      } else if (returned instanceof Integer) {
        returned = 7;
      } else if (returned instanceof Float) {
        returned = 0.5f;
      } else if (returned instanceof String) {
        returned = "other";
      } else if (thrown instanceof UnsupportedOperationException) {
        returned = 4.0;
        thrown = null;
      } else if (thrown != null) {
        returned = "instead";
        thrown = null;
      }
    }
  }

  /** A field, whatever its class. */
  public static final class Field {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.FieldValue(value = "label", readOnly = false, typing = Typing.DYNAMIC)
            Object label) {
      Seen.note("label " + label);
      label = label == null ? "labelled" : new StringBuilder();
    }
  }

  /** A value of a type that the method does not return. */
  public static final class Wrong {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Return(readOnly = false, typing = Typing.DYNAMIC) Object returned) {
      returned = new StringBuilder();
    }
  }
}
