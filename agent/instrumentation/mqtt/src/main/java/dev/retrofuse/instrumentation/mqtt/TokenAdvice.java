package dev.retrofuse.instrumentation.mqtt;

import dev.retrofuse.waist.RetrofuseExchanges;
import java.util.concurrent.TimeoutException;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;

/** The client's token of a publish says how it ended. */
final class TokenAdvice {
  private TokenAdvice() {}

  /** It is about to be complete: its call ends before who waits for it is woken. */
  static final class Complete {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.This Object token,
        @Advice.FieldValue("pendingComplete") boolean pending,
        @Advice.FieldValue("exception") Throwable exception) {
      if (pending || exception != null) {
        RetrofuseExchanges.end(token, 0, exception);
      }
    }
  }

  /** Who waited for it for some time has waited in vain. */
  static final class Wait {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.This Object token,
        @Advice.FieldValue("completed") boolean completed,
        @Advice.Return(typing = Typing.DYNAMIC) Object response) {
      if (response == null && !completed) {
        RetrofuseExchanges.end(token, 0, new TimeoutException());
      }
    }
  }
}
