package dev.retrofuse.weaving;

import net.bytebuddy.asm.Advice;

/** Runs a body again until it has run often enough, and changes what it is given first. */
public final class RepeatingAdvice {
  private RepeatingAdvice() {}

  /** Decides by a word that is zero or not. */
  public static final class ByFlag {
    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(@Advice.Local("tries") int tries) {
      tries = 10;
      return Seen.skipping;
    }

    @Advice.OnMethodExit(
        suppress = Throwable.class,
        onThrowable = Throwable.class,
        repeatOn = Advice.OnNonDefaultValue.class)
    static boolean exit(
        @Advice.This Object self,
        @Advice.FieldValue("count") int count,
        @Advice.Local("tries") int tries,
        @Advice.Thrown(readOnly = false) Throwable thrown) {
      tries++;
      Seen.note("exit " + tries + count + thrown + (self == null));
      if (Seen.faulty && tries == 12) {
        throw new IllegalStateException("a fault of exit");
      }
      if (tries == 13 && thrown instanceof IllegalStateException) {
        thrown = null;
      }
      return tries < 13;
    }
  }

  /** Decides by an object that is there or not. */
  public static final class ByObject {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(value = 0, readOnly = false) Object value) {
      value = value == null ? null : "in " + value;
    }

    @Advice.OnMethodExit(
        suppress = Throwable.class,
        onThrowable = Throwable.class,
        repeatOn = Advice.OnNonDefaultValue.class)
    static String exit(
        @Advice.Argument(0) Object value,
        @Advice.Local("tries") int tries,
        @Advice.Return Object returned,
        @Advice.Thrown Throwable thrown) {
      Seen.note("exit " + value + returned + thrown);
      return tries++ < 2 ? "again" : null;
    }
  }
}
