package dev.retrofuse.weaving;

import net.bytebuddy.asm.Advice;

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
}
