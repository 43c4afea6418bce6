package dev.retrofuse.waist;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * Sends a request of the JDK's own HTTP client until it is answered or the rule says no. Between
 * the tries no thread waits: the JDK's timer of futures calls back.
 */
public final class RetrofuseSender implements BiConsumer<Object, Throwable>, Runnable {
  /** So many may wait for their next try at once; the others are not tried again. */
  private static final int MOST_WAITING = 1_000;

  private static final AtomicInteger WAITING = new AtomicInteger();
  private static final String PUBLISHERS = "jdk.internal.net.http.RequestPublishers$";
  private static final Set<String> REPEATABLE =
      new HashSet<String>(
          Arrays.asList(
              PUBLISHERS + "EmptyPublisher",
              PUBLISHERS + "ByteArrayPublisher",
              PUBLISHERS + "StringPublisher",
              PUBLISHERS + "FilePublisher"));

  private final Object client;
  private final Object[] arguments;
  private final int nature;
  private final RetrofuseCarried carried = RetrofuseThread.current().carried();
  private final RetrofuseSends sends = new RetrofuseSends(this);
  private volatile RetrofuseExchange exchange;
  private volatile CompletableFuture<?> current;
  private Object result;
  private Throwable thrown;

  private RetrofuseSender(Object client, int nature, Object... arguments) {
    this.client = client;
    this.nature = nature;
    this.arguments = arguments;
  }

  /**
   * Follows a call that has just been sent.
   *
   * @param body the request's, null for none
   * @param push may be null
   * @return what the application is to get instead of the future
   */
  public static CompletableFuture<?> follow(
      RetrofuseExchange exchange,
      Object client,
      String method,
      Object body,
      Object request,
      Object handler,
      Object push,
      CompletableFuture<?> sent) {
    boolean repeatable = body == null || REPEATABLE.contains(body.getClass().getName());
    int nature = repeatable ? RetrofuseHttp.nature(method) : RetrofuseGuard.ONCE;
    RetrofuseSender sender = new RetrofuseSender(client, nature, request, handler, push);
    exchange.cuts(sent);
    sender.listen(exchange, sent);
    return sender.sends;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // accept never throws
  private void listen(RetrofuseExchange next, CompletableFuture<?> sent) {
    exchange = next;
    current = sent;
    sent.whenComplete(this);
    if (sends.isCancelled()) {
      sent.cancel(true); // meanwhile
    }
  }

  /** How many calls wait for their next try. */
  public static int waiting() {
    return WAITING.get();
  }

  @Override
  public void accept(Object answer, Throwable failure) {
    result = answer;
    thrown = failure;
    int status = RetrofuseHttpResponse.status(answer);
    boolean asks = !sends.isDone() && exchange.retries(status);
    int kind = asks && mayRepeat() ? nature : RetrofuseGuard.ONCE;
    String after = asks ? RetrofuseHttpResponse.retryAfter(answer) : null;
    long wait = endOrWait(kind, status, after);
    if (wait < 0) {
      finish();
      return;
    }
    WAITING.incrementAndGet(); // first, for the time may be over at once
    if (!RetrofuseHttpResponse.later(wait, this)) {
      WAITING.decrementAndGet();
      finish();
    }
  }

  /** For whom the request was made: there is no other try when he no longer waits. */
  private long endOrWait(int kind, int status, String after) {
    RetrofuseCarried before = RetrofuseCarried.begin(carried);
    try {
      return exchange.endOrWait(kind, status, after, thrown);
    } finally {
      RetrofuseCarried.end(before);
    }
  }

  private boolean mayRepeat() {
    return WAITING.get() < MOST_WAITING
        && RetrofuseHttpResponse.canSend()
        && RetrofuseHttpResponse.leavesNothing(arguments[1], result, thrown);
  }

  @Override
  public void run() {
    WAITING.decrementAndGet();
    RetrofuseCarried before = RetrofuseCarried.begin(carried);
    boolean sent;
    try {
      sent = sendAgain();
    } finally {
      RetrofuseCarried.end(before);
    }
    if (!sent) {
      finish();
    }
  }

  private boolean sendAgain() {
    RetrofuseExchange next = sends.isDone() ? null : exchange.next();
    if (next == null) {
      return false;
    }
    RetrofuseThread thread = RetrofuseThread.current();
    try {
      thread.limit = next.limit(RetrofuseGuard.CALL);
      next.watch(null);
      CompletableFuture<?> sent = RetrofuseHttpResponse.send(client, arguments);
      next.cuts(sent);
      RetrofuseHttp.discard(RetrofuseHttpResponse.body(result));
      listen(next, sent);
      return true;
    } catch (Throwable fault) {
      next.end(0, fault);
      return false;
    } finally {
      thread.limit = 0;
      next.leave();
    }
  }

  private void finish() {
    if (thrown == null) {
      sends.complete(result);
    } else {
      sends.completeExceptionally(thrown);
    }
  }

  void ended(Object last, Throwable failure) {
    exchange.accept(last, failure);
  }

  void cancel(boolean interrupt) {
    current.cancel(interrupt);
  }
}
