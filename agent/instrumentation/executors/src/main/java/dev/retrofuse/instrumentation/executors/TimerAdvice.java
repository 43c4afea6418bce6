package dev.retrofuse.instrumentation.executors;

import dev.retrofuse.waist.RetrofuseWork;
import java.util.TimerTask;
import net.bytebuddy.asm.Advice;

/** A timer's thread has no method around a task: it takes one out, and then asks for more. */
final class TimerAdvice {
  private TimerAdvice() {}

  /** A task comes in. */
  static final class Schedule {
    private Schedule() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) TimerTask task, @Advice.Argument(2) long period) {
      if (period == 0) {
        RetrofuseWork.hands(task);
      }
    }
  }

  /** Only the timer's thread does this, to run the first task or because it was cancelled. */
  static final class Fire {
    private Fire() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.FieldValue("queue") TimerTask[] queue) {
      RetrofuseWork.took(queue[1]);
    }
  }

  /** Only the timer's thread asks. */
  static final class Wait {
    private Wait() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter() {
      RetrofuseWork.took(null);
    }
  }
}
