package dev.retrofuse.instrumentation.javahttpclient;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.retrofuse.testkit.ClientRequest;
import dev.retrofuse.testkit.HttpClientContract;
import dev.retrofuse.weaving.LibraryInstrumentation;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The contract, for one way to send. */
abstract class JavaHttpClientContract extends HttpClientContract {
  final HttpClient client;

  JavaHttpClientContract(HttpClient.Version version) {
    client =
        HttpClient.newBuilder()
            .version(version)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
  }

  @Override
  protected LibraryInstrumentation instrumentation() {
    return new JavaHttpClientInstrumentation();
  }

  static HttpRequest request(ClientRequest request) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(request.url()))
            .timeout(Duration.ofMillis(request.timeoutMillis()));
    request.headers().forEach(builder::header);
    return builder
        .method(
            request.method(),
            request.body() == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(request.body()))
        .build();
  }

  @Override
  protected String sendOnce(ClientRequest request) throws Exception {
    byte[] body = request.body().getBytes(ISO_8859_1);
    HttpRequest post =
        HttpRequest.newBuilder(URI.create(request.url()))
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
            .build();
    return text(client.send(post, HttpResponse.BodyHandlers.ofString()));
  }

  static String text(HttpResponse<String> response) {
    return response.statusCode() + " " + response.body();
  }
}
