package dev.retrofuse.instrumentation.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.BootWaist;
import dev.retrofuse.testkit.RecordedSpans;
import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.waist.RetrofuseSpan;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call is recorded on both sides: one span each, the server's below the client's. */
class GrpcSpansTest {
  private final ExecutorService executor = Executors.newSingleThreadExecutor();
  private EchoServer server;
  private ManagedChannel channel;
  private TestAgent agent;

  @BeforeAll
  static void waistFirst() {
    BootWaist.install();
  }

  @BeforeEach
  void begin() throws Exception {
    server = new EchoServer(executor, new NoInterceptor());
    channel = server.channel();
  }

  @AfterEach
  void end() {
    channel.shutdownNow();
    server.close();
    executor.shutdown();
    agent.close();
    assertEquals(List.of(), agent.faults());
  }

  private void attach(String rules) {
    agent =
        TestAgent.attach(
            RecordedSpans.RULES.replace("join", "start") + rules, new GrpcInstrumentation());
  }

  /** The code's name for a call that fails. */
  private String say(String text) {
    try {
      return ClientCalls.blockingUnaryCall(channel, EchoServer.UNARY, CallOptions.DEFAULT, text);
    } catch (StatusRuntimeException failed) {
      return failed.getStatus().getCode().name();
    }
  }

  private String talk(String text) throws Exception {
    Answer answer = new Answer();
    StreamObserver<String> messages =
        ClientCalls.asyncBidiStreamingCall(
            channel.newCall(EchoServer.STREAM, CallOptions.DEFAULT), answer);
    messages.onNext(text);
    messages.onCompleted();
    return answer.await();
  }

  private static Map<String, String> rpc(String method, String... more) {
    Map<String, String> notes = new TreeMap<>();
    notes.put("rpc.system", "grpc");
    notes.put("rpc.service", "test.Echo");
    notes.put("rpc.method", method);
    for (int i = 0; i < more.length; i += 2) {
      notes.put(more[i], more[i + 1]);
    }
    return notes;
  }

  private Map<String, String> client(String method, String... more) {
    Map<String, String> notes = rpc(method, more);
    notes.put("server.address", "127.0.0.1");
    notes.put("server.port", String.valueOf(server.port()));
    return notes;
  }

  private void assertRecorded(String method, Map<String, String> client, Map<String, String> at) {
    RetrofuseSpan call = agent.spans().await(RetrofuseSpan.CLIENT);
    RetrofuseSpan served = agent.spans().await(RetrofuseSpan.SERVER);
    assertEquals(2, agent.spans().count());
    assertEquals("test.Echo/" + method, call.name());
    assertEquals("test.Echo/" + method, served.name());
    assertNull(call.parentId);
    assertEquals(call.traceId, served.traceId);
    assertEquals(call.spanId, served.parentId);
    String own = "00-" + call.traceId + "-" + call.spanId + "-";
    assertTrue(header("traceparent").startsWith(own), header("traceparent"));
    assertEquals(client, RecordedSpans.notes(call));
    assertEquals(at, RecordedSpans.notes(served));
    assertTrue(call.ended() > call.began);
    assertTrue(served.ended() > served.began);
  }

  private String header(String name) {
    return server.received().get(0).get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
  }

  @Test
  void aCallAndItsHandling() {
    attach("");
    assertEquals("x", say("x"));
    String code = "rpc.grpc.status_code";
    assertRecorded("Say", client("Say", code, "0"), rpc("Say", code, "0"));
  }

  @Test
  void aStreamIsOneSpanOnEachSide() throws Exception {
    attach("");
    assertEquals("x", talk("x"));
    String code = "rpc.grpc.status_code";
    assertRecorded("Talk", client("Talk", code, "0"), rpc("Talk", code, "0"));
  }

  @Test
  void aStatusThatIsTheServersFaultIsAnErrorOnBothSides() {
    attach("");
    assertEquals("UNAVAILABLE", say("status UNAVAILABLE"));
    String[] failed = {"rpc.grpc.status_code", "14", "error.type", "14"};
    assertRecorded("Say", client("Say", failed), rpc("Say", failed));
  }

  @Test
  void whatIsTheCallersFaultIsAnErrorOfTheCallAlone() {
    attach("");
    assertEquals("NOT_FOUND", say("status NOT_FOUND"));
    String code = "rpc.grpc.status_code";
    assertRecorded("Say", client("Say", code, "5", "error.type", "5"), rpc("Say", code, "5"));
  }

  @Test
  void whatAHandlerThrowsIsNamed() {
    attach("");
    assertEquals("UNKNOWN", say("throw"));
    String code = "rpc.grpc.status_code";
    assertRecorded(
        "Say",
        client("Say", code, "2", "error.type", "2"),
        rpc("Say", code, "2", "error.type", "java.lang.IllegalStateException"));
  }

  @Test
  void aRefusedCallSaysByWhomAndReachesNoServer() {
    attach(
        "rules:\n- { name: down, match: { http: { host: 127.0.0.1 } }, breaker:"
            + " { window: 10 calls, minimum-calls: 1, failure-rate: 1%, open-wait: 1h } }\n");
    assertEquals("UNAVAILABLE", say("status UNAVAILABLE"));
    agent.spans().await(RetrofuseSpan.SERVER);
    assertEquals("UNAVAILABLE", say("x"));
    Map<String, String> notes =
        RecordedSpans.notes(agent.spans().await(RetrofuseSpan.CLIENT, "retrofuse.refused"));
    assertEquals("retrofuse.refused", notes.get("error.type"));
    assertNull(notes.get("rpc.grpc.status_code"));
    assertEquals(1, server.received().size());
    assertEquals(3, agent.spans().count());
  }
}
