package dev.retrofuse.instrumentation.apachehttpclient4;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.apache.http.HttpHost;
import org.apache.http.client.HttpClient;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
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
}
