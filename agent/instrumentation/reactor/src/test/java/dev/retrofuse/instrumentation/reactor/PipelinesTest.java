package dev.retrofuse.instrumentation.reactor;

import static dev.retrofuse.testkit.ServedRequest.seen;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.instrumentation.executors.ExecutorsInstrumentation;
import dev.retrofuse.instrumentation.forkjoin.ForkJoinInstrumentation;
import dev.retrofuse.testkit.ServedRequest;
import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.testkit.TestWeaving;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A pipeline works for the request that subscribed to it, whichever threads run its functions. */
class PipelinesTest {
  private static final int MOST_SECONDS = 20;

  private static TestWeaving woven;

  /** Stands for an event loop: its thread works for nobody. */
  private final Thread foreign = new Thread(this::loop);

  private final BlockingQueue<Runnable> asked = new LinkedBlockingQueue<>();

  private final Scheduler one = Schedulers.newSingle("one");
  private final List<Integer> told = Collections.synchronizedList(new ArrayList<>());
  private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();
  private final AtomicInteger strange = new AtomicInteger();
  private TestAgent agent;

  @BeforeAll
  static void weave() {
    woven =
        TestWeaving.of(
            new ExecutorsInstrumentation(),
            new ForkJoinInstrumentation(),
            new ReactorInstrumentation());
  }

  @AfterAll
  static void restore() {
    woven.close();
  }

  @BeforeEach
  void attach() {
    agent = TestAgent.attach("rules: []\ntrace: { mode: pass }\n", woven);
    foreign.setUncaughtExceptionHandler((thread, thrown) -> ended.add(thrown.toString()));
    foreign.start();
  }

  private void loop() {
    try {
      while (true) {
        asked.take().run();
        strange.addAndGet(seen());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void detach() throws Exception {
    foreign.interrupt();
    foreign.join();
    assertEquals(0, strange.get());
    assertEquals(0, CompletableFuture.supplyAsync(() -> seen(), one::schedule).get());
    one.dispose();
    assertEquals(List.of(), agent.faults());
    agent.close();
  }

  private <T> T tell(T value) {
    told.add(seen());
    return value;
  }

  /**
   * What an asynchronous client gives: it is subscribed to for a request, and answers elsewhere.
   */
  private Mono<Integer> client() {
    return Mono.create(
        sink -> {
          told.add(seen());
          answer(sink);
        });
  }

  private void answer(MonoSink<Integer> sink) {
    foreign(() -> sink.success(1));
  }

  /** As an event loop would run it: not handed over by the thread that asks. */
  private void foreign(Runnable task) {
    asked.add(task);
  }

  private <T> void inRequest(int number, Publisher<T> pipeline) throws Exception {
    try (ServedRequest request = ServedRequest.begin(number)) {
      Flux.from(pipeline).subscribe(v -> {}, e -> ended.add(e.toString()), () -> ended.add("done"));
    }
    assertEquals(0, seen());
    assertEquals("done", ended.poll(MOST_SECONDS, TimeUnit.SECONDS));
  }

  private void assertTold(int... numbers) {
    List<Integer> expected = new ArrayList<>();
    for (int number : numbers) {
      expected.add(number);
    }
    assertEquals(expected, told);
  }

  @Test
  void functionsAfterAForeignAnswer() throws Exception {
    inRequest(
        7,
        client()
            .map(v -> tell(v))
            .filter(v -> tell(true))
            .doOnNext(v -> tell(v))
            .handle((v, sink) -> sink.next(tell(v)))
            .doOnSuccess(v -> tell(v)));
    assertTold(7, 7, 7, 7, 7, 7);
  }

  @Test
  void sourcesThatAreSubscribedToLater() throws Exception {
    inRequest(7, client().flatMap(v -> client()).map(v -> tell(v)));
    inRequest(7, client().flatMapMany(v -> client()).map(v -> tell(v)));
    inRequest(7, client().then(client()).map(v -> tell(v)));
    inRequest(7, client().filter(v -> false).switchIfEmpty(client()).map(v -> tell(v)));
    assertTold(7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7);
  }

  @Test
  void manySourcesThatAreSubscribedToLater() throws Exception {
    Flux<Integer> two = Flux.concat(client(), client());
    inRequest(7, two.concatMap(v -> client()));
    inRequest(7, two.flatMap(v -> client()));
    inRequest(7, two.flatMapSequential(v -> client()));
    inRequest(7, client().repeat(new Times(1)).thenMany(client()));
    assertTold(7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7);
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
    inRequest(7, client().map(fails).onErrorResume(e -> client()));
    inRequest(7, client().map(fails).doOnError(e -> tell(e)).onErrorReturn(1));
    assertTold(7, 7, 7, 7, 7, 7, 7, 7);
  }

  @Test
  void schedulers() throws Exception {
    Callable<Integer> callable = () -> tell(1);
    inRequest(7, Mono.fromCallable(callable).subscribeOn(one).map(v -> tell(v)));
    inRequest(7, Flux.range(1, 3).publishOn(one).map(v -> tell(v)));
    inRequest(7, Flux.range(1, 2).parallel(2).runOn(Schedulers.parallel()).map(v -> tell(v)));
    assertTold(7, 7, 7, 7, 7, 7, 7);
  }

  @Test
  void publishingOfAForeignAnswer() throws Exception {
    inRequest(7, client().publishOn(one).map(v -> tell(v)).publishOn(Schedulers.parallel()));
    inRequest(7, client().subscribeOn(one).flatMap(v -> client()).map(v -> tell(v)));
    assertTold(7, 7, 7, 7, 7);
  }

  /**
   * Never tells anything, except that its subscriber has been given its subscription. Up to 3.2 at
   * least, Reactor loses the fallback of a time-out that is over before that, agent or not.
   */
  private static Mono<Integer> silent(CompletableFuture<Void> subscribed) {
    return Mono.from(
        subscriber -> {
          Mono.<Integer>never().subscribe(subscriber);
          subscribed.complete(null);
        });
  }

  @Test
  void timers() throws Exception {
    Duration soon = Duration.ofMillis(1);
    inRequest(7, Flux.range(1, 2).delayElements(soon).map(v -> tell(v)));
    inRequest(7, Mono.delay(soon).map(v -> tell(v)));
    inRequest(7, Flux.interval(soon).take(2).map(v -> tell(v)));
    CompletableFuture<Void> subscribed = new CompletableFuture<>();
    one.schedule(subscribed::join);
    inRequest(7, silent(subscribed).timeout(soon, client(), one).map(v -> tell(v)));
    assertTold(7, 7, 7, 7, 7, 7, 7);
  }

  @Test
  void futures() throws Exception {
    CompletableFuture<Integer> future = new CompletableFuture<>();
    try (ServedRequest request = ServedRequest.begin(7)) {
      Mono.fromFuture(future)
          .map(v -> tell(v))
          .flatMap(v -> client())
          .toFuture()
          .thenAccept(v -> ended.add(String.valueOf(seen())));
    }
    foreign(() -> future.complete(1));
    assertEquals("7", ended.poll(MOST_SECONDS, TimeUnit.SECONDS));
    assertTold(7, 7);
  }

  @Test
  void eachSubscriberOfAHotSourceHasItsOwn() throws Exception {
    List<FluxSink<Integer>> sinks = new ArrayList<>();
    Flux<Integer> hot = Flux.<Integer>create(sinks::add).publish().refCount(1);
    hot.subscribe();
    BlockingQueue<String> all = new LinkedBlockingQueue<>();
    for (int number = 1; number <= 3; number++) {
      String name = number + " sees ";
      try (ServedRequest request = ServedRequest.begin(number)) {
        hot.map(v -> name + seen()).subscribe(s -> all.add(s + " and " + seen()));
      }
    }
    hot.map(v -> "none sees " + seen()).subscribe(all::add);
    foreign(() -> sinks.get(0).next(1));
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      seen.add(all.poll(MOST_SECONDS, TimeUnit.SECONDS));
    }
    assertEquals(
        List.of("1 sees 1 and 1", "2 sees 2 and 2", "3 sees 3 and 3", "none sees 0"), seen);
  }

  @Test
  void whoEmitsHasItsOwnAgainAfterwards() throws Exception {
    List<FluxSink<Integer>> sinks = new ArrayList<>();
    try (ServedRequest request = ServedRequest.begin(7)) {
      Flux.<Integer>create(sinks::add).doOnNext(v -> tell(v)).map(v -> tell(v)).subscribe();
    }
    try (ServedRequest request = ServedRequest.begin(8)) {
      sinks.get(0).next(1);
      assertEquals(8, seen());
    }
    sinks.get(0).next(1);
    assertEquals(0, seen());
    assertTold(7, 7, 7, 7);
  }

  @Test
  void subscribersOfTheApplications() throws Exception {
    BaseSubscriber<Integer> own =
        new BaseSubscriber<Integer>() {
          @Override
          protected void hookOnNext(Integer value) {
            tell(value);
          }

          @Override
          protected void hookOnComplete() {
            tell(1);
            ended.add("done");
          }
        };
    try (ServedRequest request = ServedRequest.begin(7)) {
      client().subscribe(own);
    }
    assertEquals("done", ended.poll(MOST_SECONDS, TimeUnit.SECONDS));
    try (ServedRequest request = ServedRequest.begin(8)) {
      client().subscribe((org.reactivestreams.Subscriber<Integer>) new Plain());
    }
    assertEquals("done", ended.poll(MOST_SECONDS, TimeUnit.SECONDS));
    assertTold(7, 7, 7, 8, 8, 8);
  }

  /** Says yes so often. */
  private static final class Times implements BooleanSupplier {
    private final AtomicInteger left;

    Times(int times) {
      left = new AtomicInteger(times);
    }

    @Override
    public boolean getAsBoolean() {
      return left.getAndDecrement() > 0;
    }
  }

  /** Without anything of Reactor's. */
  private final class Plain implements org.reactivestreams.Subscriber<Integer> {
    @Override
    public void onSubscribe(Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

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
  void zipsAndCollections() throws Exception {
    Function<Object[], Object> zipper = v -> tell(1);
    inRequest(7, Mono.zip(zipper, client(), client()));
    inRequest(7, Flux.zip(zipper, client(), client()));
    inRequest(7, client().repeat(new Times(1)).reduce((a, b) -> tell(a)));
    inRequest(7, client().flux().collectMap(v -> tell(v)));
    inRequest(7, client().flux().groupBy(v -> tell(v)).flatMap(g -> g.map(v -> tell(v))));
    inRequest(7, client().flux().scan((a, b) -> tell(a)).distinct(v -> tell(v)));
    assertTrue(told.size() > 15, told.toString());
    assertEquals(Collections.nCopies(told.size(), 7), told);
  }

  @Test
  void versionUnderTestIsTheOneThatIsLoaded() {
    String jar = Flux.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    assertTrue(jar.endsWith("-" + System.getProperty("reactor.version") + ".jar"), jar);
  }
}
