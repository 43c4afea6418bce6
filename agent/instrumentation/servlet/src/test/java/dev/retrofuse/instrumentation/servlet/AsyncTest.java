package dev.retrofuse.instrumentation.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retrofuse.testkit.RecordedSpans;
import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.waist.RetrofuseSpan;
import dev.retrofuse.waist.RetrofuseThread;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A request that leaves the container's thread and is dispatched back to one. */
class AsyncTest {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private static final String PASS = "rules: []\ntrace: { mode: pass }\n";

  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

  @TempDir Path directory;

  @Test
  void contextIsThatOfTheDispatchAndNotOfThreadsTheApplicationStarts() throws Exception {
    try (TestAgent agent = TestAgent.attach(PASS, new ServletInstrumentation())) {
      Filter front = (request, response, chain) -> chain.doFilter(request, response);
      Tomcat10 server = Tomcat10.start(directory, front, new Service());
      try {
        assertEquals(200, send(server.port()));
      } finally {
        server.close();
      }
      assertEquals(
          List.of("REQUEST " + PARENT, "own thread null", "started " + PARENT, "ASYNC " + PARENT),
          seen);
      assertEquals(List.of(), agent.faults());
    }
  }

  @Test
  void itIsOneSpan() throws Exception {
    try (TestAgent agent = TestAgent.attach(RecordedSpans.RULES, new ServletInstrumentation())) {
      Filter front = (request, response, chain) -> chain.doFilter(request, response);
      Tomcat10 server = Tomcat10.start(directory, front, new Service());
      try {
        assertEquals(200, send(server.port()));
      } finally {
        server.close();
      }
      RetrofuseSpan span = agent.spans().await(RetrofuseSpan.SERVER);
      assertEquals(1, agent.spans().count());
      assertEquals("200", RecordedSpans.notes(span).get("http.response.status_code"));
      String own = PARENT.substring(0, 36) + span.spanId + "-01";
      assertEquals(
          List.of("REQUEST " + own, "own thread null", "started " + own, "ASYNC " + own), seen);
      assertEquals(List.of(), agent.faults());
    }
  }

  private static int send(int port) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
            .header("traceparent", PARENT)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  private void see(String where) {
    Object context = RetrofuseThread.current().context;
    seen.add(
        where + (context == null ? " null" : " " + RetrofuseThread.current().context.value(0)));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Service extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      see(request.getDispatcherType().name());
      if (request.getDispatcherType() == DispatcherType.REQUEST) {
        AsyncContext async = request.startAsync();
        CountDownLatch started = new CountDownLatch(1);
        Thread worker =
            new Thread(
                () -> {
                  see("own thread");
                  started.countDown();
                });
        async.start(
            () -> {
              await(started);
              see("started");
              async.dispatch();
            });
        worker.start();
      }
    }
  }
}
