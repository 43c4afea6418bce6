package dev.retrofuse.instrumentation.rxjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.retrofuse.instrumentation.executors.ExecutorsInstrumentation;
import dev.retrofuse.testkit.ServedRequest;
import dev.retrofuse.testkit.TestAgent;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.subjects.PublishSubject;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;

/** Chains stay what they are: what is fused, asked for, thrown, disposed of, and hooked into. */
class ChainsStayTest {
  /** What a chain did, in words, with the agent and a request or without. */
  private interface Story {
    List<String> told() throws Exception;
  }

  private static void assertSame(Story story) throws Exception {
    List<String> before = story.told();
    assertFalse(before.isEmpty());
    try (TestAgent agent =
        TestAgent.attach(
            "rules: []\ntrace: { mode: pass }\n",
            new ExecutorsInstrumentation(),
            new RxJavaInstrumentation())) {
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
          Flowable.range(1, 3).map(v -> v + 1).filter(v -> v > 2).subscribe(new Asking(told));
          Flowable.range(1, 600)
              .doOnRequest(n -> told.add("asked for " + n))
              .map(v -> v + 1)
              .rebatchRequests(100)
              .concatMap(v -> Flowable.just(v), 8)
              .blockingLast();
          return told;
        });
  }

  /** Looks at what it is subscribed to, and asks for one at a time. */
  private static final class Asking implements FlowableSubscriber<Integer> {
    private final List<String> told;
    private Subscription upstream;

    Asking(List<String> told) {
      this.told = told;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      upstream = subscription;
      told.add(subscription.getClass().getName());
      // Its interface is in another package in the first versions.
      for (Method each : subscription.getClass().getMethods()) {
        if (each.getName().equals("requestFusion")) {
          told.add("fusible");
        }
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
  }

  @Test
  void failuresAreTheApplications() throws Exception {
    assertSame(
        () -> {
          List<String> told = new ArrayList<>();
          Flowable.range(0, 3)
              .map(v -> 2 / v)
              .doOnError(e -> told.add("seen " + e))
              .retry(1)
              .onErrorResumeNext(e -> Flowable.just(5))
              .doFinally(() -> told.add("finally"))
              .subscribe(v -> told.add("next " + v), e -> told.add("error " + e));
          Observable.just(1)
              .map(v -> (Integer) null)
              .subscribe(v -> {}, e -> told.add(e.toString()));
          return told;
        });
  }

  @Test
  void whatIsDisposedOfIsSilent() throws Exception {
    assertSame(
        () -> {
          List<String> told = new ArrayList<>();
          PublishSubject<Integer> subject = PublishSubject.create();
          Disposable disposable =
              subject
                  .doOnDispose(() -> told.add("disposed"))
                  .map(v -> v + 1)
                  .subscribe(v -> told.add("next " + v));
          subject.onNext(1);
          told.add("observed " + subject.hasObservers());
          disposable.dispose();
          subject.onNext(2);
          told.add("observed " + subject.hasObservers());
          return told;
        });
  }

  @Test
  void hooksAreTheApplications() throws Exception {
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    RxJavaPlugins.setOnObservableAssembly(
        source -> {
          told.add("assembles " + source.getClass().getName());
          return source;
        });
    RxJavaPlugins.setOnObservableSubscribe(
        (source, observer) -> {
          told.add(source.getClass().getName() + " to " + observer.getClass().getName());
          return observer;
        });
    RxJavaPlugins.setScheduleHandler(
        task -> {
          told.add("schedules " + task.getClass().getName());
          return task;
        });
    try {
      assertSame(
          () -> {
            told.clear();
            Observable.just(1).hide().subscribeOn(Schedulers.single()).map(v -> v).blockingLast();
            return new ArrayList<>(told);
          });
    } finally {
      RxJavaPlugins.reset();
    }
  }
}
