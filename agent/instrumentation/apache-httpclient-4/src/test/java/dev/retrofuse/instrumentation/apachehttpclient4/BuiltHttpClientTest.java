package dev.retrofuse.instrumentation.apachehttpclient4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.TestAgent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.http.HttpEntity;
import org.apache.http.HttpHost;
import org.apache.http.client.HttpClient;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.BasicCookieStore;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.cookie.BasicClientCookie;
import org.apache.http.message.BasicHttpRequest;
import org.apache.http.util.EntityUtils;
import org.junit.jupiter.api.Test;

/** The clients of 4.3 and later. */
class BuiltHttpClientTest extends ApacheContract {
  @Override
  HttpClient client(int timeoutMillis) {
    RequestConfig config = RequestConfig.custom().setSocketTimeout(timeoutMillis).build();
    return HttpClients.custom().setDefaultRequestConfig(config).build();
  }

  @Test
  void minimalClientIsGuarded() throws IOException {
    attach();
    try (CloseableHttpClient client = HttpClients.createMinimal()) {
      HttpGet request = new HttpGet(get("/ok").url());
      assertEquals("answer ", EntityUtils.toString(client.execute(request).getEntity()));
    }
    assertCounted(1, 0, 0);
  }

  @Test
  void requestToATargetIsGuarded() throws IOException {
    attach();
    HttpGet known = new HttpGet(get("/status/500").url());
    HttpHost target = new HttpHost("127.0.0.1", known.getURI().getPort());
    try (CloseableHttpClient client = HttpClients.createDefault()) {
      client.execute(target, new BasicHttpRequest("GET", "/status/500?a=b")).close();
    }
    assertCounted(1, 1, 0);
  }

  @Test
  void answerToCookiesOfTheClientIsNotKept() throws IOException {
    TestAgent agent = attach("    fallback: { last-good: {} }\n");
    BasicCookieStore store = new BasicCookieStore();
    BasicClientCookie cookie = new BasicClientCookie("session", "1");
    cookie.setDomain("127.0.0.1");
    store.addCookie(cookie);
    try (CloseableHttpClient own = HttpClients.custom().setDefaultCookieStore(store).build();
        CloseableHttpClient client = HttpClients.createDefault()) {
      HttpGet request = new HttpGet(get("/ok").url());
      assertEquals("answer ", EntityUtils.toString(own.execute(request).getEntity()));
      assertEquals("session=1", receivedHeader("Cookie"));
      assertEquals(0, agent.status(rule()).get(0).kept());
      HttpEntity entity = client.execute(request).getEntity();
      assertEquals(7, entity.getContentLength());
      assertTrue(entity.isStreaming());
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      entity.writeTo(out);
      assertEquals("answer ", out.toString("US-ASCII"));
      assertEquals(1, agent.status(rule()).get(0).kept());
      EntityUtils.consume(client.execute(request).getEntity());
      assertEquals("answer ", EntityUtils.toString(client.execute(request).getEntity()));
      assertEquals(2, connections(), "each client keeps its own");
    }
  }
}
