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
 * <p>Starts all servers, prints {@code jdk=PORT}, {@code tomcat=PORT}, {@code jetty=PORT}, {@code
 * netty=PORT}, {@code grpc=PORT} and {@code ready}, and ends when its standard input ends or says
 * anything. The path of a request names the client: {@code /url-connection}, {@code /apache4},
 * {@code /apache5}, {@code /okhttp}, {@code /okhttp-async}, {@code /java-http} or {@code /grpc}.
 * With the servers of Kafka as its argument it has those of messaging as well, which send
 * themselves a message and post when it has come: {@code /kafka}, {@code /rabbitmq}, {@code /jms},
 * {@code /nats}, {@code /mqtt}, {@code /jedis} and {@code /lettuce}.
 */
final class Relay {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Client> clients;

  private Relay(Map<String, Client> clients) {
    this.clients = clients;
  }

  public static void main(String[] arguments) throws Exception {
    Relay relay = new Relay(arguments.length == 0 ? Clients.all() : Clients.all(arguments[0]));
    System.out.println("jdk=" + Servers.jdk(relay));
    System.out.println("tomcat=" + Servers.tomcat(relay));
    System.out.println("jetty=" + Servers.jetty(relay));
    System.out.println("netty=" + NettyHttp.serve(relay));
    System.out.println("grpc=" + Grpc.serve(relay));
    System.out.println("ready");
    System.in.read();
    System.exit(0);
  }

  /** Does it again and again, on a thread of its own. */
  static void daemon(Runnable work) {
    Thread thread =
        new Thread(
            () -> {
              while (true) {
                work.run();
              }
            });
    thread.setDaemon(true);
    thread.start();
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
