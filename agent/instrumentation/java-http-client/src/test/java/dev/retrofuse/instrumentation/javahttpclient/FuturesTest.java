package dev.retrofuse.instrumentation.javahttpclient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ClientRequest;
import dev.retrofuse.testkit.TestAgent;
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
  void requestOfTheApplicationIsNotChanged() throws Exception {
    attach();
    HttpRequest request = HttpRequest.newBuilder(URI.create(get("/ok").url())).build();
    inContext(() -> client.send(request, HttpResponse.BodyHandlers.ofString()));
    assertTrue(receivedHeader("traceparent") != null);
    assertEquals(java.util.Map.of(), request.headers().map());
  }
}
