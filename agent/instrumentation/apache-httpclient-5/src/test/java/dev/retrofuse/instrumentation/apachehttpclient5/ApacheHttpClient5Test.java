package dev.retrofuse.instrumentation.apachehttpclient5;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.retrofuse.testkit.ClientRequest;
import dev.retrofuse.testkit.HttpClientContract;
import dev.retrofuse.weaving.LibraryInstrumentation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.BasicHttpContext;
import org.junit.jupiter.api.Test;

class ApacheHttpClient5Test extends HttpClientContract {
  @Override
  protected LibraryInstrumentation instrumentation() {
    return new ApacheHttpClient5Instrumentation();
  }

  @Override
  protected String send(ClientRequest request) throws Exception {
    ClassicHttpRequest message = message(request);
    request.headers().forEach(message::addHeader);
    try (CloseableHttpClient client = client(request.timeoutMillis())) {
      return client.execute(message, ApacheHttpClient5Test::text);
    }
  }

  @Override
  protected String sendOnce(ClientRequest request) throws Exception {
    HttpPost post = new HttpPost(request.url());
    byte[] body = request.body().getBytes(ISO_8859_1);
    post.setEntity(
        new InputStreamEntity(new ByteArrayInputStream(body), body.length, ContentType.TEXT_PLAIN));
    try (CloseableHttpClient client = client(request.timeoutMillis())) {
      return client.execute(post, ApacheHttpClient5Test::text);
    }
  }

  // 5.x answers 429 and 503 by asking again after a second, inside the one call.
  private static CloseableHttpClient client(int timeoutMillis) {
    RequestConfig config =
        RequestConfig.custom().setResponseTimeout(timeoutMillis, TimeUnit.MILLISECONDS).build();
    return HttpClients.custom().setDefaultRequestConfig(config).build();
  }

  private static ClassicHttpRequest message(ClientRequest request) {
    if (request.body() == null) {
      return new HttpGet(request.url());
    }
    HttpPost post = new HttpPost(request.url());
    byte[] body = request.body().getBytes(ISO_8859_1);
    post.setEntity(new ByteArrayEntity(body, ContentType.TEXT_PLAIN));
    return post;
  }

  private static String text(ClassicHttpResponse response) throws IOException, HttpException {
    return response.getCode() + " " + EntityUtils.toString(response.getEntity());
  }

  @Test
  void requestOfTheApplicationIsNotChanged() throws Exception {
    attach();
    HttpGet request = new HttpGet(get("/ok").url());
    try (CloseableHttpClient client = client(1000)) {
      inContext(() -> client.execute(request, ApacheHttpClient5Test::text));
      assertNotNull(receivedHeader("traceparent"));
      assertEquals(0, request.getHeaders().length);
      client.execute(request, ApacheHttpClient5Test::text);
      assertNull(receivedHeader("traceparent"));
    }
  }

  private HttpHost target() {
    return new HttpHost("127.0.0.1", URI.create(get("/").url()).getPort());
  }

  @Test
  void minimalClientIsGuarded() throws Exception {
    attach();
    try (CloseableHttpClient client = HttpClients.createMinimal()) {
      // The minimal client of 5.0 fails by itself without a context.
      HttpGet request = new HttpGet(get("/ok").url());
      client.execute(request, new BasicHttpContext(), ApacheHttpClient5Test::text);
    }
    assertCounted(1, 0, 0);
  }

  @Test
  void requestToATargetIsGuarded() throws Exception {
    attach();
    try (CloseableHttpClient client = HttpClients.createDefault()) {
      ClassicHttpRequest request = new BasicClassicHttpRequest("GET", "/status/500?a=b");
      client.execute(target(), request, ApacheHttpClient5Test::text);
    }
    assertCounted(1, 1, 0);
  }
}
