package dev.retrofuse.instrumentation.rxjava;

import static dev.retrofuse.testkit.ServedRequest.seen;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ServedRequest;
import io.reactivex.BackpressureStrategy;
import io.reactivex.Completable;
import io.reactivex.Flowable;
import io.reactivex.Maybe;
import io.reactivex.Observable;
import io.reactivex.Scheduler;
import io.reactivex.Single;
import io.reactivex.observers.DisposableObserver;
import io.reactivex.schedulers.Schedulers;
import io.reactivex.subjects.PublishSubject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The same with RxJava 2, whose classes have other names. */
class RxJava2Test extends ChainsContract {
  private final Scheduler one = Schedulers.from(pool);

  private Single<Integer> client() {
    return Single.create(
        emitter -> {
          tell(1);
          foreign(() -> emitter.onSuccess(1));
        });
  }

  private Flowable<Integer> clients() {
    return Flowable.create(
        emitter -> {
          tell(1);
          foreign(
              () -> {
                emitter.onNext(1);
                emitter.onComplete();
              });
        },
        BackpressureStrategy.BUFFER);
  }

  private <T> void inRequest(int number, Flowable<T> chain) throws Exception {
    inRequest(
        number,
        () -> chain.subscribe(v -> {}, e -> ended.add(e.toString()), () -> ended.add("done")));
  }

  private <T> void inRequest(int number, Observable<T> chain) throws Exception {
    inRequest(number, chain.toFlowable(BackpressureStrategy.BUFFER));
  }

  private <T> void inRequest(int number, Single<T> chain) throws Exception {
    inRequest(number, chain.toFlowable());
  }

  @Test
  void functionsAfterAForeignAnswer() throws Exception {
    inRequest(
        7, client().map(v -> tell(v)).filter(v -> tell(true)).doOnSuccess(v -> tell(v)).toSingle());
    inRequest(
        7, client().flatMapMaybe(v -> Maybe.just(tell(v))).doOnComplete(() -> tell(1)).toSingle());
    inRequest(7, clients().map(v -> tell(v)).filter(v -> tell(true)).doOnComplete(() -> tell(1)));
    assertAllTold(4 + 2 + 4, 7);
  }

  @Test
  void sourcesThatAreSubscribedToLater() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    inRequest(7, client().flatMap(v -> client()).map(v -> tell(v)));
    inRequest(7, Single.concat(client(), client()).concatMap(v -> clients()));
    inRequest(7, Completable.fromSingle(client()).andThen(client()).map(v -> tell(v)));
    inRequest(7, client().filter(v -> false).switchIfEmpty(Maybe.fromSingle(client())).toSingle());
    inRequest(7, client().map(v -> 1 / tries.getAndIncrement()).retry(1).map(v -> tell(v)));
    inRequest(7, client().map(v -> v / 0).onErrorResumeNext(e -> client()));
    assertAllTold(3 + 4 + 3 + 2 + 3 + 2, 7);
  }

  @Test
  void schedulersAndTimers() throws Exception {
    for (Scheduler each : List.of(one, Schedulers.io(), Schedulers.computation())) {
      inRequest(7, Single.fromCallable(() -> tell(1)).subscribeOn(each).map(v -> tell(v)));
      inRequest(7, Flowable.range(1, 2).observeOn(each).map(v -> tell(v)));
      inRequest(7, client().observeOn(each).map(v -> tell(v)));
      inRequest(7, Flowable.range(1, 2).parallel(2).runOn(each).map(v -> tell(v)).sequential());
      inRequest(7, Observable.interval(1, TimeUnit.MILLISECONDS, each).take(2).map(v -> tell(v)));
      assertEquals(0, Single.fromCallable(() -> seen()).subscribeOn(each).blockingGet());
    }
    inRequest(7, Single.never().timeout(1, TimeUnit.MILLISECONDS, client()).map(v -> tell(v)));
    assertAllTold(3 * 10 + 2, 7);
  }

  @Test
  void eachSubscriberOfAHotSourceHasItsOwn() {
    PublishSubject<Integer> subject = PublishSubject.create();
    BlockingQueue<String> all = new LinkedBlockingQueue<>();
    Observable<Integer> hot = subject.publish().autoConnect();
    for (int number = 1; number <= 2; number++) {
      String name = number + " sees ";
      try (ServedRequest request = ServedRequest.begin(number)) {
        hot.map(v -> name + seen()).subscribe(s -> all.add(s + " and " + seen()));
      }
    }
    hot.map(v -> "none sees " + seen()).subscribe(all::add);
    subject.onNext(1);
    assertEquals(0, seen());
    assertEquals(Set.of("1 sees 1 and 1", "2 sees 2 and 2", "none sees 0"), new TreeSet<>(all));
  }

  @Test
  void subscribersOfTheApplications() throws Exception {
    inRequest(
        7,
        () ->
            client()
                .toObservable()
                .subscribe(
                    new DisposableObserver<Integer>() {
                      @Override
                      public void onNext(Integer value) {
                        tell(value);
                      }

                      @Override
                      public void onError(Throwable thrown) {
                        ended.add(thrown.toString());
                      }

                      @Override
                      public void onComplete() {
                        tell(1);
                        ended.add("done");
                      }
                    }));
    assertTold(7, 7, 7);
  }

  @Test
  void tasksOfASharedWorkerAreEachForTheirOwn() throws Exception {
    Scheduler.Worker worker = one.createWorker();
    CompletableFuture<Void> all = new CompletableFuture<>();
    pool.execute(all::join);
    for (int number = 1; number <= 2; number++) {
      try (ServedRequest request = ServedRequest.begin(number)) {
        worker.schedule(() -> tell(1));
      }
    }
    worker.schedule(() -> tell(1));
    all.complete(null);
    pool.submit(() -> {}).get();
    assertTold(1, 2, 0);
  }

  @Test
  void versionUnderTestIsTheOneThatIsLoaded() {
    String jar = Flowable.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    assertTrue(jar.endsWith("-" + System.getProperty("rxjava2.version") + ".jar"), jar);
  }
}
