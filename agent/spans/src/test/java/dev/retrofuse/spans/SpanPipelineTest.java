package dev.retrofuse.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.Events;
import dev.retrofuse.engine.StateChange;
import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.Spans;
import dev.retrofuse.waist.RetrofuseSpan;
import dev.retrofuse.waist.RetrofuseSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is recorded arrives at a collector, or is counted. */
class SpanPipelineTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";

  private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
  private SpanPipeline pipeline;

  @AfterEach
  void close() {
    RetrofuseSpans.hook = null;
    if (pipeline != null) {
      pipeline.close(3_000);
    }
  }

  private void start(String endpoint, String more) {
    String yaml =
        "trace: { mode: start, spans: { service: orders, endpoint: " + endpoint + more + " } }";
    Spans settings = RuleFile.parse("test.yaml", yaml).ruleSet().trace().spans();
    pipeline = new SpanPipeline(settings, "1.2", new Notes());
    pipeline.start();
    RetrofuseSpans.hook = pipeline;
  }

  private static RetrofuseSpan span(int kind, String id, String parent) {
    return new RetrofuseSpan(kind, TRACE, id, parent, "a=1", true, System.nanoTime());
  }

  private static void end(int count) {
    for (int i = 0; i < count; i++) {
      span(RetrofuseSpan.CLIENT, String.format("%016x", i + 1), PARENT).end();
    }
  }

  @Test
  void allOfASpanArrives() throws IOException {
    try (SpanCollector collector = SpanCollector.start()) {
      start(collector.endpoint(), ", interval: 100ms, headers: 'X-Key: secret', resource: [a=b]");
      long before = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() - 5_000);
      RetrofuseSpan span = span(RetrofuseSpan.SERVER, "1111111111111111", PARENT);
      span.name("GET");
      span.put("http.request.method", "GET");
      span.put("http.response.status_code", 503L);
      span.put("nothing", null);
      span.event("happened", "why", "because", "who", null);
      span.link("00-" + TRACE + "-2222222222222222-01");
      span.fail(null, "503");
      span.end();
      span.put("late", "too late");

      Span sent = collector.await(any -> true);
      assertEquals(TRACE, SpanCollector.hex(sent.getTraceId()));
      assertEquals("1111111111111111", SpanCollector.hex(sent.getSpanId()));
      assertEquals(PARENT, SpanCollector.hex(sent.getParentSpanId()));
      assertEquals("a=1", sent.getTraceState());
      assertEquals(Span.SpanKind.SPAN_KIND_SERVER, sent.getKind());
      assertEquals("GET", sent.getName());
      assertEquals(
          Map.of(
              "http.request.method", "GET",
              "http.response.status_code", "503",
              "error.type", "503"),
          SpanCollector.of(sent));
      assertEquals(StatusCode.STATUS_CODE_ERROR, sent.getStatus().getCode());
      assertEquals("happened", sent.getEvents(0).getName());
      assertEquals(
          Map.of("why", "because"), SpanCollector.text(sent.getEvents(0).getAttributesList()));
      assertEquals("2222222222222222", SpanCollector.hex(sent.getLinks(0).getSpanId()));
      assertTrue(sent.getStartTimeUnixNano() > before);
      assertTrue(sent.getEndTimeUnixNano() >= sent.getEvents(0).getTimeUnixNano());
      assertTrue(sent.getEvents(0).getTimeUnixNano() >= sent.getStartTimeUnixNano());
      assertEquals("orders", collector.resource().get("service.name"));
      assertEquals("retrofuse", collector.resource().get("telemetry.distro.name"));
      assertEquals("b", collector.resource().get("a"));
      assertEquals(List.of("POST /v1/traces"), collector.requests());
      assertEquals("secret", collector.lastHeaders().getFirst("X-Key"));
      assertEquals("application/x-protobuf", collector.lastHeaders().getFirst("Content-Type"));
    }
  }

  @Test
  void aRootHasNoParentAndWhatIsNotSampledIsNotSent() throws IOException {
    try (SpanCollector collector = SpanCollector.start()) {
      start(collector.endpoint() + "/own/path", ", interval: 100ms");
      new RetrofuseSpan(1, TRACE, "3333333333333333", null, null, false, 1).end();
      span(RetrofuseSpan.CONSUMER, "4444444444444444", null).end();
      assertTrue(collector.await(any -> true).getParentSpanId().isEmpty());
      assertEquals(1, collector.spans().size());
      assertEquals(List.of("POST /own/path"), collector.requests());
    }
  }

  @Test
  void whatAClientMakesUpIsBounded() {
    RetrofuseSpan span = span(RetrofuseSpan.SERVER, "5555555555555555", PARENT);
    span.name("n".repeat(100_000));
    span.put("a", "v".repeat(100_000));
    for (int i = 0; i < 1_000; i++) {
      span.event("again");
    }
    assertEquals(1_000, span.name().length());
    int notes = 0;
    RetrofuseSpan.Note last = null;
    for (RetrofuseSpan.Note note = span.notes(); note != null; note = note.before) {
      notes++;
      last = note;
    }
    assertEquals(128, notes);
    assertEquals(1_000, last.value.toString().length());
  }

  @Test
  void aBatchIsSentWhenItIsFull() throws IOException {
    try (SpanCollector collector = SpanCollector.start()) {
      start(collector.endpoint(), ", interval: 10m, batch: 3");
      end(3);
      collector.await(3, any -> true);
    }
  }

  @Test
  void whatWaitsIsSentAtTheEnd() throws IOException {
    try (SpanCollector collector = SpanCollector.start()) {
      start(collector.endpoint(), ", interval: 10m, batch: 2, queue: 10");
      end(1);
      pipeline.close(3_000);
      assertEquals(1, collector.spans().size());
      assertEquals(1L, pipeline.counts().get("sent"));
      assertNoThread();
    }
  }

  @Test
  void withoutACollectorTheQueueIsBoundedAndDropsAreCounted() throws IOException {
    try (ServerSocket closed = new ServerSocket(0)) {
      int port = closed.getLocalPort();
      closed.close();
      start("http://127.0.0.1:" + port, ", interval: 100ms, batch: 5, queue: 10");
      for (int i = 0; i < 20 && notes.isEmpty(); i++) {
        end(1);
        await("takes no spans");
      }
      end(100);
      Map<String, Long> counts = pipeline.counts();
      assertTrue(counts.get("dropped") >= 85, counts::toString);
      assertTrue(counts.get("waiting") <= 15, counts::toString);
      assertEquals(1, notes.size(), notes::toString);
      try (SpanCollector back = SpanCollector.on(port)) {
        back.await(10, any -> true);
      }
    }
  }

  @Test
  void aCollectorThatHangsHoldsUpNoEnd() throws IOException {
    try (ServerSocket hangs = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      start("http://127.0.0.1:" + hangs.getLocalPort(), ", interval: 100ms");
      end(1);
      hangs.accept(); // and never answers
      long before = System.nanoTime();
      pipeline.close(500);
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
      assertTrue(took < 5_000, took + " ms");
      assertNoThread();
    }
  }

  @Test
  void whatIsToBeSentAgainIsAndWhatIsRefusedIsNot() throws IOException {
    try (SpanCollector collector = SpanCollector.start()) {
      collector.status = 503;
      start(collector.endpoint(), ", interval: 100ms, batch: 1");
      end(1);
      await("answers 503");
      assertEquals(0L, pipeline.counts().get("failed"));
      collector.status = 200;
      collector.await(any -> true);
      collector.status = 400;
      end(1);
      await("answers 400");
      for (int i = 0; i < 100 && pipeline.counts().get("failed") == 0; i++) {
        pause();
      }
      assertEquals(1L, pipeline.counts().get("failed"));
      assertEquals(2, notes.size(), notes::toString);
      assertFalse(notes.toString().contains("secret"));
    }
  }

  private void await(String note) {
    for (int i = 0; i < 300 && !notes.toString().contains(note); i++) {
      pause();
    }
    assertTrue(notes.toString().contains(note), notes::toString);
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertNoThread() {
    Thread left = null;
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      left = thread.getName().equals("retrofuse-spans") ? thread : left;
    }
    assertNull(left);
  }

  private final class Notes implements Events {
    private final List<String> places = new ArrayList<>();

    @Override
    public void stateChanged(StateChange change) {}

    @Override
    public synchronized void note(String place, String text) {
      if (!places.contains(place)) {
        places.add(place);
        notes.add(text);
      }
    }
  }
}
