package dev.retrofuse.weaving;

import net.bytebuddy.asm.Advice;

/** Looks at all that advice can look at, around methods of any shape. */
public final class AroundAdvice {
  private AroundAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  static String enter(
      @Advice.This Object self,
      @Advice.Origin("#m") String method,
      @Advice.FieldValue(value = "count", readOnly = false) int count,
      @Advice.Local("begun") long begun,
      @Advice.Local("text") String text) {
    for (int i = 0; i < 2; i++) {
      count++;
    }
    begun = count;
    text = method + self.getClass().getSimpleName();
    Seen.note("enter " + text);
    if (Seen.faulty) {
      throw new IllegalStateException("a fault of enter");
    }
    return Seen.skipping ? "skip" : null;
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.This Object self,
      @Advice.Enter String entered,
      @Advice.FieldValue("count") int count,
      @Advice.Local("begun") long begun,
      @Advice.Local("text") String text,
      @Advice.Thrown(readOnly = false) Throwable thrown) {
    Seen.note("exit " + entered + count + begun + text + thrown + (self == null));
    try {
      if (Seen.faulty) {
        throw new IllegalStateException("a fault of exit");
      }
    } finally {
      Seen.note("finally");
    }
    if (thrown instanceof UnsupportedOperationException) {
      thrown = new IllegalArgumentException(thrown);
    } else if (thrown != null) {
      thrown = null;
    }
  }
}
