package dev.retrofuse.instrumentation.executors;

import static dev.retrofuse.testkit.ServedRequest.seen;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retrofuse.testkit.ServedRequest;
import dev.retrofuse.testkit.TestAgent;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RxJava's schedulers ride on the JDK's executors: what is scheduled for a request carries. */
class RxJavaTest {
  private TestAgent agent;

  @BeforeEach
  void attach() {
    agent = TestAgent.attach("rules: []\ntrace: { mode: pass }\n", new ExecutorsInstrumentation());
  }

  @AfterEach
  void detach() {
    assertEquals(List.of(), agent.faults());
    agent.close();
  }

  @Test
  void whatIsScheduledForARequest() {
    for (Scheduler each :
        List.of(
            Schedulers.io(),
            Schedulers.computation(),
            Schedulers.single(),
            Schedulers.newThread())) {
      try (ServedRequest request = ServedRequest.begin(7)) {
        assertEquals(7, Single.fromCallable(() -> seen()).subscribeOn(each).blockingGet());
        assertEquals(7, Observable.just(1).observeOn(each).map(v -> seen()).blockingFirst());
        assertEquals(7, Flowable.just(1).observeOn(each).map(v -> seen()).blockingFirst());
        assertEquals(
            7,
            Observable.just(1)
                .delay(1, TimeUnit.MILLISECONDS, each)
                .map(v -> seen())
                .blockingFirst());
      }
      assertEquals(0, Single.fromCallable(() -> seen()).subscribeOn(each).blockingGet());
    }
  }

  @Test
  void whatRepeatsCarriesNothing() {
    try (ServedRequest request = ServedRequest.begin(7)) {
      assertEquals(
          0,
          Observable.interval(1, TimeUnit.MILLISECONDS)
              .map(v -> seen())
              .blockingFirst()
              .intValue());
    }
  }
}
