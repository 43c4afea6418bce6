package dev.retrofuse.instrumentation.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.retrofuse.testkit.ServedRequest;
import dev.retrofuse.testkit.TestAgent;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Fuseable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** Pipelines stay what they are: what is fused, asked for, thrown and seen by the application. */
class PipelinesStayTest {
  /** What a pipeline did, in words, with the agent and a request or without. */
  private interface Story {
    List<String> told() throws Exception;
  }

  private static void assertSame(Story story) throws Exception {
    List<String> before = story.told();
    assertFalse(before.isEmpty());
    try (TestAgent agent =
        TestAgent.attach("rules: []\ntrace: { mode: pass }\n", new ReactorInstrumentation())) {
      try (ServedRequest request = ServedRequest.begin(7)) {
        assertEquals(before, story.told());
      }
      assertEquals(List.of(), agent.faults());
    }
    assertEquals(before, story.told());
  }

  @Test
  void fusionAndDemand() throws Exception {
    assertSame(
        () -> {
          List<String> told = new ArrayList<>();
          Flux.range(1, 3).map(v -> v + 1).filter(v -> v > 2).subscribe(new Asking(told));
          Flux.range(1, 600)
              .doOnRequest(n -> told.add("asked for " + n))
              .map(v -> v + 1)
              .limitRate(100)
              .concatMap(v -> Mono.just(v), 8)
              .blockLast();
          return told;
        });
  }

  /** Looks at what it is subscribed to, and asks for one at a time. */
  private static final class Asking implements CoreSubscriber<Integer> {
    private final List<String> told;
    private Subscription upstream;

    Asking(List<String> told) {
      this.told = told;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      upstream = subscription;
      told.add(subscription.getClass().getName());
      if (subscription instanceof Fuseable.QueueSubscription) {
        Fuseable.QueueSubscription<?> queue = (Fuseable.QueueSubscription<?>) subscription;
        told.add("fused " + queue.requestFusion(Fuseable.ASYNC) + " of " + queue.size());
      }
      subscription.request(1);
    }

    @Override
    public void onNext(Integer value) {
      told.add("next " + value);
      upstream.request(1);
    }

    @Override
    public void onError(Throwable thrown) {
      told.add("error " + thrown);
    }

    @Override
    public void onComplete() {
      told.add("complete");
    }

    @Override
    public Context currentContext() {
      return Context.of("own", "key");
    }
  }

  @Test
  void failuresAreTheApplications() throws Exception {
    assertSame(
        () -> {
          List<String> told = new ArrayList<>();
          Flux.range(0, 3)
              .map(v -> 2 / v)
              .doOnError(e -> told.add("seen " + e))
              .retry(1)
              .onErrorResume(ArithmeticException.class, e -> Mono.just(5))
              .doFinally(s -> told.add("finally " + s))
              .subscribe(v -> told.add("next " + v), e -> told.add("error " + e));
          // Later versions name the mapper's class here, and so ours.
          Mono.just(1).map(v -> null).subscribe(v -> {}, e -> told.add(e.getClass().getName()));
          return told;
        });
  }

  @Test
  void contextsAndHooksAreTheApplications() throws Exception {
    assertSame(
        () -> {
          List<String> told = new ArrayList<>();
          Mono.just(1)
              .hide()
              .doOnEach(s -> told.add("each " + s.getType()))
              .map(v -> v)
              .subscribe(new Watching(told));
          for (Field hook : Hooks.class.getDeclaredFields()) {
            hook.setAccessible(true);
            if (hook.getName().contains("Hook")) {
              told.add(hook.getName() + " " + hook.get(null));
            }
          }
          return told;
        });
  }

  private static final class Watching implements CoreSubscriber<Integer> {
    private final List<String> told;

    Watching(List<String> told) {
      this.told = told;
    }

    @Override
    public Context currentContext() {
      return Context.of("own", "key");
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      told.add("context " + currentContext());
      subscription.request(1);
    }

    @Override
    public void onNext(Integer value) {
      told.add("next " + value);
    }

    @Override
    public void onError(Throwable thrown) {
      told.add("error " + thrown);
    }

    @Override
    public void onComplete() {
      told.add("complete");
    }
  }
}
