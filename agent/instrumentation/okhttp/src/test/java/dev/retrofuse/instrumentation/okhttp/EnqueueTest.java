package dev.retrofuse.instrumentation.okhttp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.waist.RetrofuseThread;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

/** Calls whose end is told to a callback, on a thread of the dispatcher's. */
class EnqueueTest extends OkHttpContract {
  /** What a callback was told, and on which thread. */
  private static final class Told implements Callback {
    private final BlockingQueue<Object> ends = new LinkedBlockingQueue<>();
    volatile Thread thread;
    volatile String parent;

    @Override
    public void onFailure(Call call, IOException e) {
      end(e);
    }

    @Override
    public void onResponse(Call call, Response response) {
      end(response);
    }

    private void end(Object end) {
      thread = Thread.currentThread();
      parent =
          RetrofuseThread.current().context() == null
              ? null
              : RetrofuseThread.current().context().value(0);
      ends.add(end);
    }

    Object take() throws InterruptedException {
      return ends.take();
    }
  }

  @Override
  Response answer(Call call) throws Exception {
    Told told = new Told();
    call.enqueue(told);
    Object end = told.take();
    assertEquals(0, told.ends.size());
    if (end instanceof IOException) {
      throw (IOException) end;
    }
    return (Response) end;
  }

  @Override
  protected boolean isInterruptible() {
    return false;
  }

  @Test
  void rejectionIsToldOnceOnAThreadOfTheDispatcher() throws Exception {
    TestAgent agent = attach();
    Told first = new Told();
    call(client, get("/hang")).enqueue(first);
    await(() -> received() == 1);
    Told second = new Told();
    call(client, get("/ok")).enqueue(second);
    assertInstanceOf(ConnectException.class, second.take());
    assertNotSame(Thread.currentThread(), second.thread);
    await(() -> client.dispatcher().runningCallsCount() == 1);
    assertEquals(0, client.dispatcher().queuedCallsCount());
    release();
    ((Response) first.take()).close();
    await(() -> client.dispatcher().runningCallsCount() == 0);
    assertEquals(0, first.ends.size() + second.ends.size());
    assertEquals(0, agent.concurrent(rule()));
    assertCounted(1, 0, 1);
  }

  @Test
  void queuedCallIsOfTheTraceThatEnqueuedIt() throws Exception {
    attach();
    OkHttpClient narrow = client.newBuilder().build();
    narrow.dispatcher().setMaxRequests(1);
    Told traced = new Told();
    Told bare = new Told();
    Call hanging = call(narrow, get("/hang"));
    Told first = new Told();
    hanging.enqueue(first);
    await(() -> received() == 1);
    inContext(
        () -> {
          call(narrow, get("/ok")).enqueue(traced);
          return null;
        });
    call(narrow, get("/ok")).enqueue(bare);
    assertEquals(2, narrow.dispatcher().queuedCallsCount());
    release();
    for (Told each : Arrays.asList(first, traced)) {
      ((Response) each.take()).close();
    }
    String parent = traced.parent;
    ((Response) bare.take()).close();
    assertEquals(3, received());
    assertNull(receivedHeader(TRACEPARENT));
    assertNull(first.parent);
    assertNull(bare.parent);
    assertNotNull(parent);
  }

  @Test
  void callThatIsCancelledInTheQueueIsNotMade() throws Exception {
    TestAgent agent = attach();
    client.dispatcher().setMaxRequests(1);
    Told first = new Told();
    call(client, get("/hang")).enqueue(first);
    await(() -> received() == 1);
    Call queued = call(client, get("/ok"));
    Told told = new Told();
    queued.enqueue(told);
    queued.cancel();
    release();
    ((Response) first.take()).close();
    assertInstanceOf(IOException.class, told.take());
    assertEquals(1, received());
    assertEquals(0, agent.failures(rule()));
    await(() -> agent.concurrent(rule()) == 0);
  }

  @Test
  void timeOutOfTheWholeCallIsAFailure() throws Exception {
    OkHttpClient.Builder builder = client.newBuilder();
    assumeTrue(
        Arrays.stream(OkHttpClient.Builder.class.getMethods())
            .anyMatch(method -> method.getName().equals("callTimeout")),
        "since 3.12");
    OkHttpClient.Builder.class
        .getMethod("callTimeout", long.class, TimeUnit.class)
        .invoke(builder, 200, TimeUnit.MILLISECONDS);
    TestAgent agent = attach();
    assertThrows(IOException.class, () -> text(call(builder.build(), get("/hang"))));
    await(() -> agent.concurrent(rule()) == 0);
    assertEquals(1, agent.failures(rule()));
  }
}
