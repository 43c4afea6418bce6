package dev.retrofuse.instrumentation.javahttpclient;

import dev.retrofuse.testkit.ClientRequest;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.concurrent.ExecutionException;

/** The client's default, which offers the server HTTP/2. */
class SendAsyncTest extends JavaHttpClientContract {
  SendAsyncTest() {
    super(HttpClient.Version.HTTP_2);
  }

  @Override
  protected String send(ClientRequest request) throws Exception {
    try {
      return text(client.sendAsync(request(request), HttpResponse.BodyHandlers.ofString()).get());
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }
}
