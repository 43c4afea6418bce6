package dev.retrofuse.instrumentation.javahttpclient;

import dev.retrofuse.testkit.ClientRequest;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;

class SendTest extends JavaHttpClientContract {
  SendTest() {
    super(HttpClient.Version.HTTP_1_1);
  }

  @Override
  protected String send(ClientRequest request) throws Exception {
    return text(client.send(request(request), HttpResponse.BodyHandlers.ofString()));
  }
}
