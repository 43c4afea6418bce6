package dev.retrofuse.dist;

import dev.retrofuse.testkit.ForkedJvm;
import dev.retrofuse.testkit.KafkaBroker;
import dev.retrofuse.testkit.TcpProxy;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The calling application with the agent, and all it calls: the PostgreSQL, MariaDB and RabbitMQ of
 * this machine, a Kafka broker and an HTTP server of its own, each over a path that can hang.
 */
final class CallerHouse implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The kinds of call that take the path of another one. */
  private static final Set<CallKind> SHARING =
      EnumSet.of(CallKind.POSTGRES_CONNECT, CallKind.MARIADB_CONNECT, CallKind.JAVA_HTTP);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path folder;
  private final Path rules;
  private final StatusServer server = new StatusServer();
  private final KafkaBroker broker;
  private final Map<CallKind, TcpProxy> paths = new EnumMap<>(CallKind.class);
  private final ForkedJvm jvm;
  private final String url;

  CallerHouse(Path folder) throws IOException {
    this.folder = folder;
    rules = Product.rules(folder, "rules: []\n");
    broker = KafkaBroker.start(System.getProperty("broker.libraries") + File.separator + "*");
    paths.put(CallKind.POSTGRES, TcpProxy.to("127.0.0.1", 5432));
    paths.put(CallKind.MARIADB, TcpProxy.to("127.0.0.1", 3306));
    paths.put(CallKind.POSTGRES_CONNECT, paths.get(CallKind.POSTGRES));
    paths.put(CallKind.MARIADB_CONNECT, paths.get(CallKind.MARIADB));
    paths.put(CallKind.URL_CONNECTION, TcpProxy.to("127.0.0.1", server.port()));
    paths.put(CallKind.JAVA_HTTP, paths.get(CallKind.URL_CONNECTION));
    paths.put(CallKind.KAFKA, broker.path());
    paths.put(CallKind.RABBITMQ, TcpProxy.to("127.0.0.1", 5672));
    jvm = ForkedJvm.start(ForkedJvm.ownHome(), command());
    url = "http://127.0.0.1:" + jvm.await("port=").substring(5) + "/";
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Product.javaagent(rules));
    command.add("-jar");
    command.add(System.getProperty("caller.jar"));
    for (CallKind kind : CallKind.values()) {
      if (!SHARING.contains(kind)) {
        command.add(String.valueOf(port(kind)));
      }
    }
    return command;
  }

  Path folder() {
    return folder;
  }

  long pid() {
    return jvm.pid();
  }

  int port(CallKind kind) {
    return paths.get(kind).port();
  }

  void hang(CallKind kind) {
    paths.get(kind).hang();
  }

  void pass(CallKind kind) {
    paths.get(kind).pass();
  }

  /** Puts rules in force, or has them refused; returns once the agent's log has that text. */
  void rules(String yaml, String text) {
    int mark = jvm.mark();
    Product.rules(folder, yaml);
    jvm.await(mark, text);
  }

  /**
   * Has the application make a call.
   *
   * @param header {@code name=value} of the request that it serves meanwhile; null for none
   * @return what it saw
   */
  CompletableFuture<String> call(CallKind kind, String what, String header) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + kind + "/" + what)).timeout(PATIENCE);
    if (header != null) {
      request.header(header.split("=")[0], header.split("=")[1]);
    }
    return client.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(r -> r.body());
  }

  /** The JSON that {@code retrofuse status --json} prints. */
  String status() {
    return Attach.reply(pid(), folder, "status");
  }

  @Override
  public void close() {
    paths.values().forEach(TcpProxy::pass);
    jvm.send("end");
    jvm.exitCode();
    jvm.close();
    server.close();
    broker.close();
    paths.values().forEach(TcpProxy::close);
  }
}
