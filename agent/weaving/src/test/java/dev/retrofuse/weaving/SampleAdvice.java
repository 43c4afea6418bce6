package dev.retrofuse.weaving;

import net.bytebuddy.asm.Advice;

/** Skips the call of "no" with an exception; fails on "fault". */
public final class SampleAdvice {
  private SampleAdvice() {}

  @Advice.OnMethodEnter(
      suppress = Throwable.class,
      skipOn = Advice.OnNonDefaultValue.class,
      inline = true)
  static boolean enter(@Advice.Argument(0) String text) {
    if (text.equals("fault")) {
      throw new IllegalStateException("a fault of the advice");
    }
    return text.equals("no");
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter boolean refused, @Advice.Thrown(readOnly = false) Throwable thrown) {
    if (refused) {
      thrown = new IllegalArgumentException("refused");
    }
  }
}
