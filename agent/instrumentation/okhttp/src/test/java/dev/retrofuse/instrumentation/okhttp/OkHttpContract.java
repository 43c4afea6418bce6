package dev.retrofuse.instrumentation.okhttp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.retrofuse.testkit.ClientRequest;
import dev.retrofuse.testkit.HttpClientContract;
import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.weaving.LibraryInstrumentation;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract, for one way to call; names only what has been there since 3.9. */
@SuppressWarnings("deprecation")
abstract class OkHttpContract extends HttpClientContract {
  static final String TRACEPARENT = "traceparent";
  private static final String CUT = "    time-out: { call: 100ms }\n";

  final OkHttpClient client = new OkHttpClient();

  /** The response to a call, however it is made. */
  abstract Response answer(Call call) throws Exception;

  @AfterEach
  void stop() {
    await(() -> client.dispatcher().runningCallsCount() == 0);
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  @Override
  protected LibraryInstrumentation instrumentation() {
    return new OkHttpInstrumentation();
  }

  @Override
  protected String send(ClientRequest request) throws Exception {
    String body = request.body();
    return send(request, body == null ? null : RequestBody.create(null, body.getBytes("US-ASCII")));
  }

  @Override
  protected String sendOnce(ClientRequest request) throws Exception {
    AtomicInteger written = new AtomicInteger();
    RequestBody once =
        new RequestBody() {
          @Override
          public MediaType contentType() {
            return null;
          }

          @Override
          public void writeTo(BufferedSink sink) throws IOException {
            assertEquals(1, written.incrementAndGet(), "times that the body was written");
            sink.writeUtf8(request.body());
          }
        };
    return send(request, once);
  }

  private String send(ClientRequest request, RequestBody body) throws Exception {
    OkHttpClient patient =
        client.newBuilder().readTimeout(request.timeoutMillis(), TimeUnit.MILLISECONDS).build();
    try {
      return text(patient.newCall(request(request, body)));
    } catch (SocketTimeoutException e) {
      // Socket and Okio watch the same read, and it is a matter of chance who tells first.
      throw "Read timed out".equals(e.getMessage()) ? new SocketTimeoutException("timeout") : e;
    }
  }

  static Request request(ClientRequest request, RequestBody body) {
    Request.Builder builder = new Request.Builder().url(request.url());
    request.headers().forEach(builder::addHeader);
    return builder.method(request.method(), body).build();
  }

  final Call call(OkHttpClient by, ClientRequest request) {
    return by.newCall(request(request, null));
  }

  final String text(Call call) throws Exception {
    try (Response response = answer(call)) {
      return response.code() + " " + response.body().string();
    }
  }

  private void assertOneIdleConnection() {
    await(() -> client.connectionPool().idleConnectionCount() == 1);
    assertEquals(1, client.connectionPool().connectionCount());
    assertEquals(1, connections());
  }

  @Test
  void retriesLeakNoConnection() throws Exception {
    attachRetrying(false);
    assertEquals("200 answer ", text(call(client, get("/busy"))));
    assertEquals(3, received());
    assertOneIdleConnection();
  }

  @Test
  void bodyThatIsKeptIsTheApplicationsToClose() throws Exception {
    TestAgent agent = attach("    fallback: { last-good: {} }\n");
    answer(call(client, get("/ok"))).close();
    assertEquals(0, agent.status(rule()).get(0).kept());
    Response response = answer(call(client, get("/ok")));
    assertEquals(7, response.body().contentLength());
    assertEquals("answer ", response.body().source().readUtf8());
    assertEquals(1, agent.status(rule()).get(0).kept());
    assertOneIdleConnection();
  }

  @Test
  void answerToCookiesOfTheClientIsNotKept() throws Exception {
    TestAgent agent = attach("    fallback: { last-good: {} }\n");
    Cookie cookie = new Cookie.Builder().domain("127.0.0.1").name("session").value("1").build();
    OkHttpClient own =
        client
            .newBuilder()
            .cookieJar(
                new CookieJar() {
                  @Override
                  public void saveFromResponse(HttpUrl url, List<Cookie> all) {}

                  @Override
                  public List<Cookie> loadForRequest(HttpUrl url) {
                    return Collections.singletonList(cookie);
                  }
                })
            .build();
    assertEquals("200 answer ", text(call(own, get("/ok"))));
    assertEquals("session=1", receivedHeader("Cookie"));
    assertEquals(0, agent.status(rule()).get(0).kept());
    assertEquals("200 answer ", text(call(client, get("/ok"))));
    assertEquals(1, agent.status(rule()).get(0).kept());
  }

  @Test
  void callThatIsCutCanBeMadeAgain() throws Exception {
    TestAgent agent = attach(CUT + "    retry: { back-off: 1ms, max-back-off: 1ms }\n");
    assertThrows(SocketTimeoutException.class, () -> text(call(client, get("/hang"))));
    assertEquals(3, received());
    assertEquals(2, agent.retries(rule()).made());
    release();
    assertEquals("200 answer ", text(call(client, get("/hang"))));
  }

  @Test
  void callThatIsCutIsAnsweredWhereTheRuleSaysSo() throws Exception {
    attach(CUT + "    fallback: { for: failed, response: { status: 203, body: given } }\n");
    Call call = call(client, get("/hang"));
    assertEquals("203 given", text(call));
    assertFalse(call.isCanceled());
  }

  @Test
  void cancelledCallIsIgnored() throws Exception {
    TestAgent agent = attachRetrying(false);
    Call call = call(client, get("/hang"));
    Thread other =
        new Thread(
            () -> {
              await(() -> received() == 1);
              call.cancel();
            });
    other.start();
    assertThrows(IOException.class, () -> text(call));
    other.join();
    assertEquals(0, agent.failures(rule()));
    assertEquals(0, agent.concurrent(rule()));
    assertEquals(1, received());
    assertEquals("200 answer ", text(call(client, get("/ok"))));
  }

  @Test
  void interceptorsOfTheApplicationAreOutside() throws Exception {
    AtomicInteger refused = new AtomicInteger();
    OkHttpClient own =
        client
            .newBuilder()
            .addInterceptor(
                chain -> {
                  assertNull(chain.request().header(TRACEPARENT));
                  try {
                    return chain.proceed(
                        chain.request().newBuilder().header("Baggage", "own=1").build());
                  } catch (ConnectException e) {
                    refused.incrementAndGet();
                    throw e;
                  }
                })
            .build();
    attach("    rate-limit: { rate: 1/h, burst: 1 }\n");
    assertEquals("200 answer ", inContext(() -> text(call(own, get("/ok")))));
    assertNotNull(receivedHeader(TRACEPARENT));
    assertEquals("own=1", receivedHeader("baggage"));
    assertThrows(ConnectException.class, () -> text(call(own, get("/ok"))));
    assertEquals(1, refused.get());
    assertCounted(1, 0, 1);
  }

  @Test
  void requestOfTheApplicationIsNotChanged() throws Exception {
    attach();
    Call call = call(client, get("/ok"));
    inContext(() -> text(call));
    assertNotNull(receivedHeader(TRACEPARENT));
    assertEquals(0, call.request().headers().size());
  }
}
