package dev.retrofuse.weaving;

import net.bytebuddy.asm.Advice;

/** Does nothing, around anything. */
public final class NothingAdvice {
  private NothingAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter() {}
}
