package dev.retrofuse.instrumentation.reactor;

import dev.retrofuse.waist.RetrofuseCarried;
import dev.retrofuse.waist.RetrofuseFunction;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;

/**
 * An operator subscribes to what its function returned; the function has what to do so with. Where
 * it was not replaced, there is nothing.
 */
final class MapperAdvice {
  private MapperAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static RetrofuseCarried enter(
      @Advice.FieldValue(value = "mapper", typing = Typing.DYNAMIC) Object mapper) {
    return RetrofuseFunction.begin(mapper);
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter RetrofuseCarried before) {
    RetrofuseCarried.end(before);
  }
}
