package dev.retrofuse.instrumentation.forkjoin;

import static dev.retrofuse.testkit.ServedRequest.seen;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retrofuse.testkit.ServedRequest;
import dev.retrofuse.testkit.TestAgent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each function of a chain runs with the context of who registered it, whoever completes it. */
class CompletableFutureTest {
  private TestAgent agent;

  @BeforeEach
  void attach() {
    agent = TestAgent.attach("rules: []\ntrace: { mode: pass }\n", new ForkJoinInstrumentation());
  }

  @AfterEach
  void detach() {
    assertEquals(List.of(), agent.faults());
    agent.close();
  }

  @Test
  void startsElsewhere() {
    List<Executor> elsewhere = List.of(task -> new Thread(task).start(), Runnable::run);
    for (Executor executor : elsewhere) {
      try (ServedRequest request = ServedRequest.begin(7)) {
        assertEquals(7, CompletableFuture.supplyAsync(() -> seen(), executor).join());
        AtomicInteger ran = new AtomicInteger();
        CompletableFuture.runAsync(() -> ran.set(seen()), executor).join();
        assertEquals(7, ran.get());
        assertEquals(7, new CompletableFuture<Integer>().completeAsync(() -> seen()).join());
      }
      assertEquals(0, CompletableFuture.supplyAsync(() -> seen(), executor).join());
    }
    try (ServedRequest request = ServedRequest.begin(7)) {
      assertEquals(7, CompletableFuture.supplyAsync(() -> seen()).join());
    }
  }

  @Test
  void delayed() {
    Executor later = CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS);
    try (ServedRequest request = ServedRequest.begin(7)) {
      assertEquals(7, CompletableFuture.supplyAsync(() -> seen(), later).join());
    }
  }

  private static List<CompletableFuture<Integer>> registered(
      CompletableFuture<String> source, CompletableFuture<String> other) {
    List<CompletableFuture<Integer>> all = new ArrayList<>();
    all.add(source.thenApply(value -> seen()));
    all.add(source.thenApplyAsync(value -> seen()));
    all.add(source.thenCompose(value -> CompletableFuture.completedFuture(seen())));
    all.add(source.handle((value, thrown) -> seen()));
    all.add(source.handleAsync((value, thrown) -> seen()));
    all.add(source.thenCombine(other, (one, two) -> seen()));
    all.add(source.applyToEither(other, value -> seen()));
    all.add(source.thenAccept(value -> {}).thenApply(nothing -> seen()));
    all.add(told(told -> source.thenAccept(value -> told.complete(seen()))));
    all.add(told(told -> source.thenAcceptAsync(value -> told.complete(seen()))));
    all.add(told(told -> source.thenRun(() -> told.complete(seen()))));
    all.add(told(told -> source.whenComplete((value, thrown) -> told.complete(seen()))));
    all.add(told(told -> source.thenAcceptBoth(other, (one, two) -> told.complete(seen()))));
    all.add(told(told -> source.runAfterBoth(other, () -> told.complete(seen()))));
    all.add(told(told -> source.acceptEither(other, value -> told.complete(seen()))));
    all.add(told(told -> source.runAfterEither(other, () -> told.complete(seen()))));
    CompletableFuture<Integer> fails =
        source.thenApply(
            value -> {
              throw new IllegalStateException(value);
            });
    all.add(fails.exceptionally(thrown -> seen()));
    all.add(fails.exceptionallyCompose(thrown -> CompletableFuture.completedFuture(seen())));
    return all;
  }

  private static CompletableFuture<Integer> told(
      java.util.function.Consumer<CompletableFuture<Integer>> register) {
    CompletableFuture<Integer> told = new CompletableFuture<>();
    register.accept(told);
    return told;
  }

  @Test
  void eachSeesWhoRegisteredIt() {
    CompletableFuture<String> source = new CompletableFuture<>();
    List<List<CompletableFuture<Integer>>> all = new ArrayList<>();
    all.add(registered(source, source));
    for (int number = 1; number <= 3; number++) {
      try (ServedRequest request = ServedRequest.begin(number)) {
        all.add(registered(source, source));
      }
    }
    try (ServedRequest request = ServedRequest.begin(9)) {
      source.complete("done");
      assertEquals(9, seen());
    }
    for (int number = 1; number <= 3; number++) {
      for (CompletableFuture<Integer> each : all.get(number)) {
        assertEquals(number, each.orTimeout(20, TimeUnit.SECONDS).join());
      }
    }
  }

  @Test
  void failuresPassThrough() {
    CompletableFuture<String> source = new CompletableFuture<>();
    IllegalStateException thrown = new IllegalStateException("thrown by a function");
    CompletableFuture<Object> told;
    try (ServedRequest request = ServedRequest.begin(7)) {
      told =
          source
              .thenApply(
                  value -> {
                    throw thrown;
                  })
              .handle((value, why) -> why);
    }
    source.complete("done");
    assertEquals(thrown, ((CompletionException) told.join()).getCause());
    assertEquals(0, seen());
  }
}
