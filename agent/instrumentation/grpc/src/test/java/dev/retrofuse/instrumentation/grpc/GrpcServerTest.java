package dev.retrofuse.instrumentation.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.BootWaist;
import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseThread;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the callbacks of server calls work for, on an executor with one thread. */
class GrpcServerTest {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String OTHER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
  private static final String PASS = "rules: []\ntrace: { mode: pass }\n";

  private final ExecutorService executor = Executors.newSingleThreadExecutor();
  private final List<Long> deadlines = new CopyOnWriteArrayList<>();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final LinkedBlockingQueue<String> ends = new LinkedBlockingQueue<>();
  private EchoServer server;
  private ManagedChannel channel;
  private TestAgent agent;

  @BeforeAll
  static void waistFirst() {
    BootWaist.install();
  }

  @BeforeEach
  void begin() throws Exception {
    server = new EchoServer(executor, new Watcher());
    channel = server.channel();
  }

  @AfterEach
  void end() {
    channel.shutdownNow();
    server.close();
    executor.shutdown();
    if (agent != null) {
      agent.close();
      assertEquals(Collections.emptyList(), agent.faults());
    }
  }

  private void attach(String rules) {
    agent = TestAgent.attach(rules, new GrpcInstrumentation());
  }

  /** What a thread of the server's works for. */
  private static String now() {
    RetrofuseContext context = RetrofuseThread.current().context;
    return context == null ? "nothing" : context.value("traceparent").substring(3, 7);
  }

  private void note(String place) {
    seen.add(place + " " + now());
  }

  private ClientCall<String, String> start(String... headers) {
    Metadata metadata = new Metadata();
    for (int i = 0; i < headers.length; i += 2) {
      metadata.put(Metadata.Key.of(headers[i], Metadata.ASCII_STRING_MARSHALLER), headers[i + 1]);
    }
    ClientCall<String, String> call = channel.newCall(EchoServer.STREAM, CallOptions.DEFAULT);
    call.start(new ClientCall.Listener<String>() {}, metadata);
    call.request(2);
    return call;
  }

  /** What the callbacks of one call with a message have seen. */
  private Set<String> seenBy(String... headers) throws Exception {
    ClientCall<String, String> call = start(headers);
    call.sendMessage("end"); // what is answered before has no half-close
    call.halfClose();
    assertEquals("completed", ends.poll(30, TimeUnit.SECONDS));
    Set<String> all = new TreeSet<>(seen);
    seen.clear();
    return all;
  }

  private static Set<String> all(String trace, String... places) {
    Set<String> all = new TreeSet<>();
    for (String place : places) {
      all.add(place + " " + trace);
    }
    return all;
  }

  private static Set<String> all(String trace) {
    return all(trace, "start", "message", "half-close", "ready", "complete");
  }

  @Test
  void contextIsThatOfEachCallback() throws Exception {
    attach(PASS);
    assertEquals(all("4bf9"), seenBy("traceparent", PARENT, "tracestate", "a=1"));
    assertEquals(all("0af7"), seenBy("traceparent", OTHER));
    assertEquals(all("nothing"), seenBy());
  }

  @Test
  void withInvalidHeadersThereIsNone() throws Exception {
    attach(PASS);
    assertEquals(all("nothing"), seenBy("traceparent", PARENT + "x"));
    assertEquals(all("nothing"), seenBy("traceparent", PARENT, "traceparent", OTHER));
  }

  @Test
  void callsThatShareAThreadDoNotMix() throws Exception {
    attach(PASS);
    ClientCall<String, String> first = start("traceparent", PARENT);
    ClientCall<String, String> second = start("traceparent", OTHER);
    first.sendMessage("hang");
    second.sendMessage("hang");
    await(() -> server.hanging() == 2);
    assertEquals("nothing", executor.submit(GrpcServerTest::now).get());
    seen.clear();
    first.halfClose();
    second.halfClose();
    await(() -> seen.size() == 2);
    server.release();
    ends.poll(30, TimeUnit.SECONDS);
    ends.poll(30, TimeUnit.SECONDS);
    Set<String> expected = all("4bf9", "half-close", "complete");
    expected.addAll(all("0af7", "half-close", "complete"));
    assertEquals(expected, new TreeSet<>(seen));
    assertEquals("nothing", executor.submit(GrpcServerTest::now).get());
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "waited in vain");
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void cancelledCallIsToldSoInItsContext() throws Exception {
    attach(PASS);
    ClientCall<String, String> call = start("traceparent", PARENT);
    call.sendMessage("hang");
    await(() -> server.hanging() == 1);
    call.cancel("no more", null);
    assertEquals("cancelled", ends.poll(30, TimeUnit.SECONDS));
    assertTrue(seen.contains("cancel 4bf9"), seen.toString());
    assertEquals("nothing", executor.submit(GrpcServerTest::now).get());
  }

  @Test
  void deadlineOfTheCallIsThatOfEachCallback() throws Exception {
    attach("rules: []\ntrace: { mode: off }\ndeadline: {}\n");
    ClientCall<String, String> call =
        channel.newCall(
            EchoServer.STREAM, CallOptions.DEFAULT.withDeadlineAfter(1, TimeUnit.HOURS));
    call.start(new ClientCall.Listener<String>() {}, new Metadata());
    call.sendMessage("x");
    call.halfClose();
    call.request(2);
    assertEquals("completed", ends.poll(30, TimeUnit.SECONDS));
    assertTrue(deadlines.size() >= 4, deadlines.toString());
    for (long left : deadlines) {
      assertTrue(left > 0 && left <= TimeUnit.HOURS.toNanos(1), left + " ns left");
    }
    assertEquals(0, executor.submit(() -> RetrofuseThread.current().deadline).get());
  }

  @Test
  void offAndDetachedThereIsNone() throws Exception {
    attach("rules: []\ntrace: { mode: off }\n");
    assertEquals(all("nothing"), seenBy("traceparent", PARENT));
    agent.rules(PASS);
    assertEquals(all("4bf9"), seenBy("traceparent", PARENT));
    agent.close();
    assertEquals(all("nothing"), seenBy("traceparent", PARENT));
  }

  @Test
  void untrustedSenderIsNotBelieved() throws Exception {
    for (String from : Arrays.asList("127.0.0.0/8", "10.0.0.0/8")) {
      attach("rules: []\ntrace: { mode: pass, accept-from: ['" + from + "'] }\n");
      String expected = from.startsWith("127") ? "4bf9" : "nothing";
      assertEquals(all(expected), seenBy("traceparent", PARENT));
      agent.close();
    }
  }

  /** The application's own: looks at what its thread works for. */
  private final class Watcher implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      look("start");
      return new SimpleForwardingServerCallListener<Q>(next.startCall(call, headers)) {
        @Override
        public void onMessage(Q message) {
          look("message");
          super.onMessage(message);
        }

        @Override
        public void onHalfClose() {
          look("half-close");
          super.onHalfClose();
        }

        @Override
        public void onReady() {
          look("ready");
          super.onReady();
        }

        @Override
        public void onComplete() {
          look("complete");
          ends.add("completed");
        }

        @Override
        public void onCancel() {
          look("cancel");
          ends.add("cancelled");
        }
      };
    }

    private void look(String place) {
      note(place);
      deadlines.add(RetrofuseThread.current().deadline - System.nanoTime());
    }
  }
}
