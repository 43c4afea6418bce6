package dev.retrofuse.instrumentation.lettuce;

import dev.retrofuse.waist.RetrofuseExchanges;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.RedisCommand;
import java.util.concurrent.TimeoutException;
import net.bytebuddy.asm.Advice;

/**
 * A command is about to tell how it ended: its call ends first, so that the next one finds room.
 */
final class EndAdvice {
  private EndAdvice() {}

  /** It was answered; an asynchronous one takes an error for its failure by itself. */
  static final class Answered {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This RedisCommand<?, ?, ?> command) {
      CommandOutput<?, ?, ?> output = command.getOutput();
      boolean good = output == null || !output.hasError();
      if (good || !(command instanceof AsyncCommand)) {
        RetrofuseExchanges.end(
            command, 0, good ? null : new RedisCommandExecutionException(output.getError()));
      }
    }
  }

  /** It failed. */
  static final class Failed {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object command, @Advice.Argument(0) Throwable thrown) {
      RetrofuseExchanges.end(command, 0, thrown);
    }
  }

  /** It was given up. */
  static final class Cancelled {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object command) {
      RetrofuseExchanges.cancel(command);
    }
  }

  /** Who waited for it for some time has waited in vain, and is about to give it up. */
  static final class Waited {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object command, @Advice.Return boolean done) {
      if (!done) {
        RetrofuseExchanges.end(command, 0, new TimeoutException());
      }
    }
  }
}
