package dev.retrofuse.instrumentation.rxjava;

import static dev.retrofuse.testkit.ServedRequest.seen;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ServedRequest;
import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.ObservableEmitter;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.functions.Function;
import io.reactivex.rxjava3.observers.DisposableObserver;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.subjects.PublishSubject;
import io.reactivex.rxjava3.subscribers.ResourceSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A chain works for the request that subscribed to it, whichever threads run its functions. */
class RxJava3Test extends ChainsContract {
  private final Scheduler one = Schedulers.from(pool);

  /** What an asynchronous client gives: subscribed to for a request, it answers elsewhere. */
  private Single<Integer> client() {
    return Single.create(
        emitter -> {
          tell(1);
          foreign(() -> emitter.onSuccess(1));
        });
  }

  private Flowable<Integer> clients(int items) {
    return Flowable.create(
        emitter -> {
          tell(1);
          foreign(
              () -> {
                for (int i = 0; i < items; i++) {
                  emitter.onNext(i);
                }
                emitter.onComplete();
              });
        },
        BackpressureStrategy.BUFFER);
  }

  private <T> void inRequest(int number, Observable<T> chain) throws Exception {
    inRequest(
        number,
        () -> chain.subscribe(v -> {}, e -> ended.add(e.toString()), () -> ended.add("done")));
  }

  private <T> void inRequest(int number, Flowable<T> chain) throws Exception {
    inRequest(
        number,
        () -> chain.subscribe(v -> {}, e -> ended.add(e.toString()), () -> ended.add("done")));
  }

  private <T> void inRequest(int number, Single<T> chain) throws Exception {
    inRequest(number, chain.toObservable());
  }

  @Test
  void functionsAfterAForeignAnswer() throws Exception {
    inRequest(
        7, client().map(v -> tell(v)).filter(v -> tell(true)).doOnSuccess(v -> tell(v)).toSingle());
    inRequest(
        7,
        client()
            .toObservable()
            .doOnNext(v -> tell(v))
            .flatMapMaybe(v -> Maybe.just(tell(v)))
            .doOnComplete(() -> tell(1))
            .doFinally(() -> tell(1)));
    inRequest(7, clients(2).map(v -> tell(v)).filter(v -> tell(true)).doOnEach(v -> tell(v)));
    assertAllTold(4 + 5 + 8, 7);
  }

  @Test
  void sourcesThatAreSubscribedToLater() throws Exception {
    inRequest(7, client().flatMap(v -> client()).map(v -> tell(v)));
    inRequest(7, client().flatMapPublisher(v -> clients(1)).map(v -> tell(v)));
    inRequest(7, client().ignoreElement().andThen(client()).map(v -> tell(v)));
    inRequest(7, client().filter(v -> false).switchIfEmpty(client()).map(v -> tell(v)));
    assertAllTold(12, 7);
  }

  @Test
  void manySourcesThatAreSubscribedToLater() throws Exception {
    Flowable<Integer> two = Single.concat(client(), client());
    inRequest(7, two.concatMap(v -> clients(1)));
    inRequest(7, two.flatMap(v -> clients(1)));
    inRequest(7, two.concatMapEager(v -> clients(1)));
    inRequest(7, two.toObservable().switchMapSingle(v -> client()).lastOrError());
    AtomicInteger times = new AtomicInteger();
    inRequest(7, client().repeatUntil(() -> times.getAndIncrement() > 0).map(v -> tell(v)));
    inRequest(7, Completable.mergeArray(client().ignoreElement()).andThen(clients(1)));
    assertAllTold(3 * 4 + 4 + 4 + 2, 7);
  }

  @Test
  void failuresThatAreMended() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    Function<Integer, Integer> fails =
        v -> {
          if (tries.incrementAndGet() % 3 != 0) {
            throw new IllegalStateException("try");
          }
          return tell(v);
        };
    inRequest(7, client().map(fails).retry(5));
    inRequest(7, client().map(fails).onErrorResumeNext(e -> client()));
    inRequest(7, client().map(fails).doOnError(e -> tell(e)).onErrorReturn(e -> tell(1)));
    inRequest(7, client().map(fails).retryWhen(all -> all.flatMap(e -> clients(1))));
    assertAllTold(4 + 2 + 3 + 2, 7);
  }

  @Test
  void schedulers() throws Exception {
    for (Scheduler each :
        List.of(one, Schedulers.io(), Schedulers.computation(), Schedulers.newThread())) {
      inRequest(7, Single.fromCallable(() -> tell(1)).subscribeOn(each).map(v -> tell(v)));
      inRequest(7, Flowable.range(1, 2).observeOn(each).map(v -> tell(v)));
      inRequest(7, client().observeOn(each).map(v -> tell(v)).observeOn(Schedulers.single()));
      inRequest(7, clients(2).observeOn(each).map(v -> tell(v)));
      inRequest(7, Flowable.range(1, 2).parallel(2).runOn(each).map(v -> tell(v)).sequential());
    }
    assertAllTold(4 * (2 + 2 + 2 + 3 + 2), 7);
  }

  @Test
  void timers() throws Exception {
    inRequest(7, Observable.range(1, 2).delay(1, TimeUnit.MILLISECONDS).map(v -> tell(v)));
    inRequest(7, Single.timer(1, TimeUnit.MILLISECONDS).map(v -> tell(v)));
    inRequest(7, Observable.interval(1, TimeUnit.MILLISECONDS).take(2).map(v -> tell(v)));
    inRequest(7, Flowable.interval(1, TimeUnit.MILLISECONDS).map(v -> tell(v)).take(1));
    inRequest(7, Single.never().timeout(1, TimeUnit.MILLISECONDS, client()).map(v -> tell(v)));
    assertAllTold(2 + 1 + 2 + 1 + 2, 7);
  }

  @Test
  void whatRepeatsIsOverWithItsSubscription() throws Exception {
    inRequest(7, Observable.interval(1, TimeUnit.MILLISECONDS, one).take(2).map(v -> tell(v)));
    assertEquals(0, Single.fromCallable(() -> seen()).subscribeOn(one).blockingGet());
    assertTold(7, 7);
  }

  @Test
  void futures() throws Exception {
    CompletableFuture<Integer> future = new CompletableFuture<>();
    try (ServedRequest request = ServedRequest.begin(7)) {
      Single.fromCompletionStage(future)
          .map(v -> tell(v))
          .flatMap(v -> client())
          .toCompletionStage()
          .thenAccept(v -> ended.add(String.valueOf(seen())));
    }
    foreign(() -> future.complete(1));
    assertEquals("7", ended.poll(MOST_SECONDS, TimeUnit.SECONDS));
    assertTold(7, 7);
  }

  @Test
  void eachSubscriberOfAHotSourceHasItsOwn() throws Exception {
    List<ObservableEmitter<Integer>> emitters = new ArrayList<>();
    PublishSubject<Integer> subject = PublishSubject.create();
    PublishProcessor<Integer> processor = PublishProcessor.create();
    try (ServedRequest request = ServedRequest.begin(9)) {
      Observable.<Integer>create(emitters::add).publish().autoConnect().subscribe(subject);
      subject.toFlowable(BackpressureStrategy.BUFFER).subscribe(processor);
    }
    BlockingQueue<String> all = new LinkedBlockingQueue<>();
    for (int number = 1; number <= 2; number++) {
      String name = number + " sees ";
      try (ServedRequest request = ServedRequest.begin(number)) {
        subject.map(v -> name + seen()).subscribe(s -> all.add(s + " and " + seen()));
        processor.map(v -> name + seen()).subscribe(s -> all.add(s + " and " + seen()));
      }
    }
    subject.map(v -> "none sees " + seen()).subscribe(all::add);
    foreign(() -> emitters.get(0).onNext(1));
    Set<String> seen = new TreeSet<>();
    for (int i = 0; i < 5; i++) {
      seen.add(all.poll(MOST_SECONDS, TimeUnit.SECONDS));
    }
    assertEquals(Set.of("1 sees 1 and 1", "2 sees 2 and 2", "none sees 0"), seen);
  }

  @Test
  void whoEmitsHasItsOwnAgainAfterwards() {
    PublishSubject<Integer> subject = PublishSubject.create();
    try (ServedRequest request = ServedRequest.begin(7)) {
      subject.doOnNext(v -> tell(v)).map(v -> tell(v)).subscribe();
    }
    try (ServedRequest request = ServedRequest.begin(8)) {
      subject.onNext(1);
      assertEquals(8, seen());
    }
    subject.onNext(1);
    assertEquals(0, seen());
    assertTold(7, 7, 7, 7);
  }

  @Test
  void subscribersOfTheApplications() throws Exception {
    inRequest(7, () -> Observable.create(this::answer).subscribe(new Own()));
    inRequest(7, () -> clients(1).subscribe(new Asking()));
    assertTold(0, 7, 7, 7, 7, 7);
  }

  private void answer(ObservableEmitter<Integer> emitter) {
    foreign(
        () -> {
          emitter.onNext(tell(1));
          emitter.onComplete();
        });
  }

  /** Names nothing of the library's but its base class. */
  private final class Own extends DisposableObserver<Integer> {
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
  }

  private final class Asking extends ResourceSubscriber<Integer> {
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
  }

  @Test
  void anObserverThatSeveralRequestsShareWorksForNone() {
    Set<Integer> saw = new ConcurrentSkipListSet<>();
    PublishSubject<Integer> subject = PublishSubject.create();
    Shared shared = new Shared(saw);
    for (int number = 1; number <= 3; number++) {
      try (ServedRequest request = ServedRequest.begin(number)) {
        subject.subscribe(shared);
      }
    }
    subject.onNext(1);
    assertEquals(Set.of(0), saw);
  }

  private static final class Shared implements io.reactivex.rxjava3.core.Observer<Integer> {
    private final Set<Integer> saw;

    Shared(Set<Integer> saw) {
      this.saw = saw;
    }

    @Override
    public void onSubscribe(io.reactivex.rxjava3.disposables.Disposable disposable) {}

    @Override
    public void onNext(Integer value) {
      saw.add(seen());
    }

    @Override
    public void onError(Throwable thrown) {}

    @Override
    public void onComplete() {}
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
    assertTrue(jar.endsWith("-" + System.getProperty("rxjava3.version") + ".jar"), jar);
  }
}
