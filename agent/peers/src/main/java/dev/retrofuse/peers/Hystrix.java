package dev.retrofuse.peers;

import com.netflix.hystrix.HystrixCircuitBreaker;
import com.netflix.hystrix.HystrixCommand;
import com.netflix.hystrix.HystrixCommandGroupKey;
import com.netflix.hystrix.HystrixCommandKey;
import com.netflix.hystrix.HystrixCommandProperties;
import com.netflix.hystrix.HystrixCommandProperties.ExecutionIsolationStrategy;
import com.netflix.hystrix.exception.HystrixBadRequestException;
import com.netflix.hystrix.exception.HystrixRuntimeException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Hystrix commands on the caller's thread, in the machine's time. */
public final class Hystrix {
  public static final String NAME = "Hystrix";
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final int OPEN_WAIT_MILLIS = 60_000;

  private Hystrix() {}

  private interface Body {
    void run() throws Exception;
  }

  /** A good call of before ends while the breaker is open; 0 when that closes it, else 1. */
  public static int trialsAnsweredWhenClosed() {
    HystrixCommandKey key = key();
    CountDownLatch oldMayEnd = new CountDownLatch(1);
    CountDownLatch oldBegan = new CountDownLatch(1);
    Thread old =
        new Thread(
            () ->
                command(
                        key,
                        () -> {
                          oldBegan.countDown();
                          oldMayEnd.await();
                        })
                    .execute());
    old.start();
    Await.until("the old call runs", () -> oldBegan.getCount() == 0);
    open(key);
    oldMayEnd.countDown();
    Await.ended(List.of(old));
    return HystrixCircuitBreaker.Factory.getInstance(key).isOpen() ? 1 : 0;
  }

  /** A call that an open breaker refuses, failure and all. */
  public static Runnable refusal() {
    HystrixCommandKey key = key();
    open(key);
    return () -> {
      try {
        command(key, () -> {}).execute();
      } catch (HystrixRuntimeException refused) {
        // The library's own failure.
      }
    };
  }

  /** Its semaphore refuses so many calls and is free again; how many of so many more are made. */
  public static int passedAfterOwnRefusals(int calls) {
    HystrixCommandKey key = key();
    CountDownLatch mayEnd = new CountDownLatch(1);
    CountDownLatch began = new CountDownLatch(1);
    Body waits =
        () -> {
          began.countDown();
          mayEnd.await();
          throw new HystrixBadRequestException("a success would close the breaker: F7");
        };
    Thread holder = new Thread(() -> passed(command(key, 1, waits)));
    holder.start();
    Await.until("the only place is taken", () -> began.getCount() == 0);
    HystrixCommand<Object> asked = command(key, 1, () -> {});
    Await.until(
        "its breaker has heard of the refusals",
        () -> passed(key, calls) == 0 && asked.isCircuitBreakerOpen());
    mayEnd.countDown();
    Await.ended(List.of(holder));
    return passed(key, calls);
  }

  private static int passed(HystrixCommandKey key, int calls) {
    int passed = 0;
    for (int i = 0; i < calls; i++) {
      passed += passed(command(key, 1, () -> {})) ? 1 : 0;
    }
    return passed;
  }

  private static boolean passed(HystrixCommand<Object> command) {
    try {
      command.execute();
      return true;
    } catch (HystrixRuntimeException | HystrixBadRequestException refused) {
      return false;
    }
  }

  /** Runs on threads of its own what it is given. */
  public static Consumer<Runnable> onItsThreads() {
    HystrixCommand.Setter settings =
        HystrixCommand.Setter.withGroupKey(HystrixCommandGroupKey.Factory.asKey("peers"))
            .andCommandKey(key())
            .andCommandPropertiesDefaults(
                HystrixCommandProperties.Setter()
                    .withExecutionTimeoutEnabled(false)
                    .withExecutionIsolationStrategy(ExecutionIsolationStrategy.THREAD));
    return body ->
        new HystrixCommand<>(settings) {
          @Override
          protected Object run() {
            body.run();
            return null;
          }
        }.execute();
  }

  private static void open(HystrixCommandKey key) {
    HystrixCommand<Object> failing = command(key, Hystrix::fail);
    Await.until(
        "the breaker opens",
        () -> {
          try {
            command(key, Hystrix::fail).execute();
          } catch (HystrixRuntimeException failed) {
            // That is what opens it.
          }
          return failing.isCircuitBreakerOpen();
        });
  }

  private static void fail() {
    throw new IllegalStateException("a call failed");
  }

  private static HystrixCommandKey key() {
    return HystrixCommandKey.Factory.asKey("peer-" + NUMBER.incrementAndGet());
  }

  private static HystrixCommand<Object> command(HystrixCommandKey key, Body body) {
    return command(key, 100, body);
  }

  private static HystrixCommand<Object> command(HystrixCommandKey key, int places, Body body) {
    HystrixCommandProperties.Setter settings =
        HystrixCommandProperties.Setter()
            .withExecutionIsolationStrategy(ExecutionIsolationStrategy.SEMAPHORE)
            .withExecutionIsolationSemaphoreMaxConcurrentRequests(places)
            .withExecutionTimeoutEnabled(false)
            .withFallbackEnabled(false)
            .withMetricsHealthSnapshotIntervalInMilliseconds(20)
            .withCircuitBreakerSleepWindowInMilliseconds(OPEN_WAIT_MILLIS)
            .withCircuitBreakerRequestVolumeThreshold(5);
    return new HystrixCommand<>(
        HystrixCommand.Setter.withGroupKey(HystrixCommandGroupKey.Factory.asKey("peers"))
            .andCommandKey(key)
            .andCommandPropertiesDefaults(settings)) {
      @Override
      protected Object run() throws Exception {
        body.run();
        return null;
      }
    };
  }
}
