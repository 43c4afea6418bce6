package dev.retrofuse.instrumentation.executors;

import static dev.retrofuse.weaving.MethodMatch.method;

import dev.retrofuse.weaving.LibraryInstrumentation;
import dev.retrofuse.weaving.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/**
 * {@code ThreadPoolExecutor} and what is built on it, {@code FutureTask}, {@code Timer} and {@code
 * Thread}, 8 to 26. Periodic tasks carry nothing: they belong to no request for long.
 */
public final class ExecutorsInstrumentation implements LibraryInstrumentation {
  private static final String PACKAGE = "dev.retrofuse.instrumentation.executors.";
  private static final String POOL = PACKAGE + "ThreadPoolAdvice$";
  private static final String FUTURE = PACKAGE + "FutureTaskAdvice$";
  private static final String TIMER = PACKAGE + "TimerAdvice$";
  private static final String START = PACKAGE + "ThreadAdvice";

  @Override
  public String name() {
    return "executors";
  }

  @Override
  public boolean onlyCarries() {
    return true;
  }

  @Override
  public List<TypeInstrumentation> types() {
    String pool = "java.util.concurrent.ThreadPoolExecutor";
    return Arrays.asList(
        TypeInstrumentation.named(pool)
            .advise(POOL + "Execute", method("execute", "(Ljava/lang/Runnable;)"))
            .advise(POOL + "Reject", method("reject", "("))
            .advise(POOL + "Remove", method("remove", "("))
            .advise(POOL + "Next", method("getTask", "()")),
        TypeInstrumentation.named(pool + "$Worker").advise(POOL + "First", method("run", "()")),
        TypeInstrumentation.named("java.util.concurrent.FutureTask")
            .advise(FUTURE + "Create", method("<init>", "("))
            .advise(FUTURE + "Run", method("run", "()")),
        TypeInstrumentation.named("java.util.Timer")
            .advise(TIMER + "Schedule", method("sched", "(")),
        TypeInstrumentation.named("java.util.TaskQueue")
            .advise(TIMER + "Fire", method("removeMin", "()"))
            .advise(TIMER + "Wait", method("isEmpty", "()")),
        TypeInstrumentation.named("java.lang.Thread").advise(START, method("start", "(")),
        TypeInstrumentation.named("java.lang.VirtualThread")
            .advise(START, method("start", "(Ljdk/internal/vm/ThreadContainer;)")));
  }
}
