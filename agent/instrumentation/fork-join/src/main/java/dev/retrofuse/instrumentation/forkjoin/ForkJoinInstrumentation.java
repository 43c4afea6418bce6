package dev.retrofuse.instrumentation.forkjoin;

import static dev.retrofuse.weaving.MethodMatch.method;

import dev.retrofuse.weaving.LibraryInstrumentation;
import dev.retrofuse.weaving.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/**
 * {@code ForkJoinPool} and {@code CompletableFuture}, 8 to 26. Recursive tasks, parallel streams
 * among them, carry from where they are forked; functions from where they are registered.
 */
public final class ForkJoinInstrumentation implements LibraryInstrumentation {
  private static final String PACKAGE = "dev.retrofuse.instrumentation.forkjoin.";
  private static final String TASK = PACKAGE + "RecursiveTaskAdvice$";
  private static final String FUNCTION = PACKAGE + "FunctionAdvice$";
  private static final String JUC = "java.util.concurrent.";
  private static final String[] COMPLETIONS = {
    "UniApply",
    "UniAccept",
    "UniRun",
    "UniWhenComplete",
    "UniHandle",
    "UniExceptionally",
    "UniComposeExceptionally",
    "UniCompose",
    "BiApply",
    "BiAccept",
    "BiRun",
    "OrApply",
    "OrAccept",
    "OrRun",
    "AsyncSupply",
    "AsyncRun"
  };

  @Override
  public String name() {
    return "fork-join";
  }

  @Override
  public boolean onlyCarries() {
    return true;
  }

  @Override
  public List<TypeInstrumentation> types() {
    String task = JUC + "ForkJoinTask";
    String submitted = "(L" + task.replace('.', '/') + ";)";
    return Arrays.asList(
        TypeInstrumentation.named(task).advise(TASK + "Fork", method("fork", "()")),
        TypeInstrumentation.named(JUC + "ForkJoinPool")
            .advise(
                TASK + "Submit",
                method("execute", submitted),
                method("submit", submitted),
                method("invoke", submitted),
                method("externalSubmit", submitted),
                method("lazySubmit", submitted)),
        TypeInstrumentation.named(
                JUC + "RecursiveTask", JUC + "RecursiveAction", JUC + "CountedCompleter")
            .advise(TASK + "Exec", method("exec", "()")),
        made("OfRunnable", task + "$AdaptedRunnable", task + "$AdaptedRunnableAction"),
        made("OfRunnable", task + "$RunnableExecuteAction", task + "$AdaptedInterruptibleRunnable"),
        made("OfCallable", task + "$AdaptedCallable", task + "$AdaptedInterruptibleCallable"),
        made(
            "OfCallable",
            task + "$InvokeAnyTask",
            JUC + "ForkJoinPool$InvokeAnyTask",
            task + "$CallableWithTimeout"),
        made("Delayed", JUC + "DelayScheduler$ScheduledForkJoinTask"),
        made("Completion", completions()));
  }

  private static TypeInstrumentation made(String advice, String... names) {
    return TypeInstrumentation.named(names).advise(FUNCTION + advice, method("<init>", "("));
  }

  private static String[] completions() {
    String[] names = COMPLETIONS.clone();
    for (int i = 0; i < names.length; i++) {
      names[i] = JUC + "CompletableFuture$" + names[i];
    }
    return names;
  }
}
