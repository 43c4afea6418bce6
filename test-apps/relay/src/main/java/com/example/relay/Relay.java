package com.example.relay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * A service that posts on what it is told: for each {@code {"url": ..., "arguments": [...]}} of the
 * request's body it posts the arguments to the URL. This is what the test suite of W3C Trace
 * Context asks of a service.
 *
 * <p>Starts all servers, prints {@code jdk=PORT}, {@code tomcat=PORT} and {@code jetty=PORT}, and
 * ends with its standard input. The path of a request names the client: {@code /url-connection},
 * {@code /apache4}, {@code /apache5}, {@code /okhttp} or {@code /okhttp-async}.
 */
final class Relay {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Client> clients = Clients.all();

  private Relay() {}

  public static void main(String[] arguments) throws Exception {
    Relay relay = new Relay();
    System.out.println("jdk=" + Servers.jdk(relay));
    System.out.println("tomcat=" + Servers.tomcat(relay));
    System.out.println("jetty=" + Servers.jetty(relay));
    while (System.in.read() >= 0) {
      // It ends with whoever started it.
    }
    System.exit(0);
  }

  void answer(String path, InputStream request) throws IOException {
    Client client = clients.get(path.substring(1));
    for (JsonNode order : JSON.readTree(request)) {
      byte[] body = JSON.writeValueAsBytes(order.get("arguments"));
      client.post(order.get("url").asText(), body);
    }
  }

  /** Posts JSON, and reads what is answered to its end. */
  interface Client {
    void post(String url, byte[] json) throws IOException;
  }
}
