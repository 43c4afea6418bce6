package dev.retrofuse.instrumentation.javahttpclient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ClientRequest;
import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.waist.RetrofuseSender;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What is particular to futures. */
class FuturesTest extends JavaHttpClientContract {
  FuturesTest() {
    super(HttpClient.Version.HTTP_2);
  }

  @Override
  protected String send(ClientRequest request) throws Exception {
    CompletableFuture<HttpResponse<String>> sent = sendAsync(request);
    try {
      return text(sent.join());
    } catch (CompletionException e) {
      throw (Exception) e.getCause();
    }
  }

  @Override
  protected boolean isInterruptible() {
    return false;
  }

  private CompletableFuture<HttpResponse<String>> sendAsync(ClientRequest request) {
    return client.sendAsync(request(request), HttpResponse.BodyHandlers.ofString(), null);
  }

  @Test
  void cancelledCallIsIgnoredAndCancelledAsWithout() throws Exception {
    TestAgent agent = attach();
    CompletableFuture<HttpResponse<String>> sent = sendAsync(get("/hang"));
    await(() -> received() == 1);
    assertTrue(sent.cancel(true));
    await(() -> agent.concurrent(rule()) == 0);
    assertEquals(0, agent.failures(rule()));
    assertEquals("200 answer ", send(get("/ok")));
  }

  @Test
  void rejectionReachesStagesAsTheClientsOwnFailuresDo() throws Exception {
    AtomicReference<Throwable> seen = new AtomicReference<>();
    TestAgent agent = attach();
    sendAsync(get("/hang"));
    await(() -> received() == 1);
    sendAsync(get("/ok")).whenComplete((answer, thrown) -> seen.set(thrown));
    assertInstanceOf(CompletionException.class, seen.get());
    assertInstanceOf(ConnectException.class, seen.get().getCause());
    release();
    await(() -> agent.concurrent(rule()) == 0);
  }

  @Test
  void misuseThrowsAsWithoutAndIsNoFailure() throws Exception {
    TestAgent agent = attach();
    HttpRequest request = request(get("/ok"));
    assertThrows(NullPointerException.class, () -> client.sendAsync(request, null));
    assertThrows(NullPointerException.class, () -> client.send(null, null));
    assertEquals(0, agent.failures(rule()));
    assertEquals(0, agent.concurrent(rule()));
  }

  @Test
  void givingUpWhileItWaitsEndsTheRetries() throws Exception {
    for (boolean dependent : new boolean[] {false, true}) {
      try (TestAgent agent = attachRetrying(false)) {
        int before = received();
        CompletableFuture<HttpResponse<String>> sent = sendAsync(get("/later/1"));
        CompletableFuture<String> text = sent.thenApply(JavaHttpClientContract::text);
        await(() -> agent.status(rule()).size() == 1 && agent.retries(rule()).made() == 1);
        assertTrue(dependent ? text.cancel(true) : sent.cancel(true));
        assertTrue(sent.isCancelled());
        await(() -> RetrofuseSender.waiting() == 0);
        assertEquals(before + 1, received());
        assertEquals(0, agent.concurrent(rule()));
      }
    }
  }

  @Test
  void anAnswerThatTheApplicationTakesByItselfIsNotAskedForAgain() throws Exception {
    TestAgent agent = attachRetrying(false);
    StringBuilder taken = new StringBuilder();
    HttpResponse.BodyHandler<Void> handler =
        HttpResponse.BodyHandlers.ofByteArrayConsumer(
            bytes -> taken.append(bytes.map(String::new).orElse("")));
    assertEquals(502, client.send(request(get("/busy")), handler).statusCode());
    assertEquals("answer ", taken.toString());
    assertEquals(1, received());
    HttpResponse.BodyHandler<String> own = answer -> HttpResponse.BodySubscribers.replacing("own");
    assertEquals(502, client.send(request(get("/busy")), own).statusCode());
    assertEquals(0, agent.retries(rule()).made());
    HttpRequest refused = HttpRequest.newBuilder(URI.create("http://127.0.0.1:1/")).build();
    assertThrows(ConnectException.class, () -> client.send(refused, handler));
    assertEquals(2, agent.status(rule()).stream().mapToLong(s -> s.retry().made()).sum());
  }

  @Test
  void bodiesOfEverySortAreAskedForAgain() throws Exception {
    TestAgent agent = attachRetrying(false);
    HttpRequest request = request(get("/busy"));
    assertEquals(
        "answer ",
        new String(
            client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body().readAllBytes()));
    assertEquals(
        "answer ",
        client.send(request, HttpResponse.BodyHandlers.ofLines()).body().findFirst().get());
    assertEquals(200, client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
    assertEquals(6, agent.retries(rule()).made());
    assertEquals(502, client.send(request, HttpResponse.BodyHandlers.ofPublisher()).statusCode());
    assertEquals(6, agent.retries(rule()).made());
  }

  @Test
  void requestOfTheApplicationIsNotChanged() throws Exception {
    attach();
    HttpRequest request = HttpRequest.newBuilder(URI.create(get("/ok").url())).build();
    inContext(() -> client.send(request, HttpResponse.BodyHandlers.ofString()));
    assertTrue(receivedHeader("traceparent") != null);
    assertEquals(java.util.Map.of(), request.headers().map());
  }
}
