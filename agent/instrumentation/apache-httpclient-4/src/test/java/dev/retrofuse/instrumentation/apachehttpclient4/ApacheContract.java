package dev.retrofuse.instrumentation.apachehttpclient4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.retrofuse.testkit.ClientRequest;
import dev.retrofuse.testkit.HttpClientContract;
import dev.retrofuse.weaving.LibraryInstrumentation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.http.HttpResponse;
import org.apache.http.client.HttpClient;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.InputStreamEntity;
import org.apache.http.util.EntityUtils;
import org.junit.jupiter.api.Test;

/** The contract; names only what has been there since 4.0. */
abstract class ApacheContract extends HttpClientContract {
  /** A client that gives up after so long. */
  abstract HttpClient client(int timeoutMillis);

  @Override
  protected LibraryInstrumentation instrumentation() {
    return new ApacheHttpClient4Instrumentation();
  }

  @Override
  protected String send(ClientRequest request) throws IOException {
    HttpUriRequest message = message(request);
    request.headers().forEach(message::addHeader);
    return text(client(request.timeoutMillis()).execute(message));
  }

  @Override
  protected String sendOnce(ClientRequest request) throws IOException {
    HttpPost post = new HttpPost(request.url());
    byte[] body = request.body().getBytes(ISO_8859_1);
    post.setEntity(new InputStreamEntity(new ByteArrayInputStream(body), body.length));
    return text(client(request.timeoutMillis()).execute(post));
  }

  private static HttpUriRequest message(ClientRequest request) {
    if (request.body() == null) {
      return new HttpGet(request.url());
    }
    HttpPost post = new HttpPost(request.url());
    post.setEntity(new ByteArrayEntity(request.body().getBytes(ISO_8859_1)));
    return post;
  }

  private static String text(HttpResponse response) throws IOException {
    return response.getStatusLine().getStatusCode()
        + " "
        + EntityUtils.toString(response.getEntity());
  }

  @Test
  void requestOfTheApplicationIsNotChanged() throws Exception {
    attach();
    HttpGet request = new HttpGet(get("/ok").url());
    inContext(() -> text(client(1000).execute(request)));
    assertNotNull(receivedHeader("traceparent"));
    assertEquals(0, request.getAllHeaders().length);
    text(client(1000).execute(request));
    assertNull(receivedHeader("traceparent"));
  }

  @Test
  void responseHandlerIsOneCall() throws Exception {
    attach();
    assertEquals(
        "200 answer ", client(1000).execute(new HttpGet(get("/ok").url()), ApacheContract::text));
    assertCounted(1, 0, 0);
  }
}
