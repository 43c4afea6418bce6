package dev.retrofuse.dist;

import dev.retrofuse.testkit.ForkedJvm;
import dev.retrofuse.testkit.KafkaBroker;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Six services with the agent, each on a JDK of its own where there are so many, that hand on an
 * order: shop, by HTTP to orders, by Kafka to stock, by RabbitMQ to billing, by JMS to shipping, by
 * NATS to archive, which hands it to itself by a stream of Redis, and has a database. And one JVM
 * without the agent that listens everywhere.
 */
final class Mesh implements AutoCloseable {
  /** The services in the order in which they hand on, and the Java of each. */
  static final Map<String, Integer> SERVICES = new LinkedHashMap<>();

  static {
    SERVICES.put("shop", 8);
    SERVICES.put("orders", 11);
    SERVICES.put("stock", 17);
    SERVICES.put("billing", 21);
    SERVICES.put("shipping", 25);
    SERVICES.put("archive", 26);
  }

  private static final List<String> SMALL =
      List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final Path folder;
  private final KafkaBroker kafka;
  private final List<String> settings = new ArrayList<>(SMALL);
  private final int shop = freePort();
  private final Map<String, ForkedJvm> services = new LinkedHashMap<>();

  /** The one that listens. */
  final ForkedJvm tap;

  Mesh(Path folder, String rules) throws IOException {
    this.folder = folder;
    kafka = KafkaBroker.start(System.getProperty("broker.libraries") + File.separator + "*");
    settings.add("-Dmesh.name=mesh_" + ProcessHandle.current().pid());
    settings.add("-Dmesh.kafka=" + kafka.path().port());
    settings.add("-Dmesh.shop=" + shop);
    settings.add("-Dmesh.orders=" + freePort());
    settings.add("-Dmesh.artemis=tcp://127.0.0.1:" + freePort());
    tap = start(ForkedJvm.ownHome(), "tap", List.of());
    tap.await("ready");
    Map<Integer, File> jdks = jdks();
    List<String> agent = List.of(Product.javaagent(Product.rules(folder, rules)));
    SERVICES.forEach(
        (service, version) ->
            services.put(
                service, start(jdks.getOrDefault(version, ForkedJvm.ownHome()), service, agent)));
    services.values().forEach(Mesh::awaitReady);
  }

  private static Map<Integer, File> jdks() {
    return Product.jdks().collect(Collectors.toMap(Product::version, home -> home, (a, b) -> a));
  }

  private ForkedJvm start(File home, String name, List<String> agent) {
    List<String> command = new ArrayList<>(agent);
    command.addAll(settings);
    command.add("-Dlog.file=" + log(name));
    command.addAll(List.of("-jar", System.getProperty("mesh.jar"), name));
    return ForkedJvm.start(home, command);
  }

  private static void awaitReady(ForkedJvm service) {
    service.await("in force");
    service.await("ready");
  }

  private Path log(String service) {
    return folder.resolve(service + ".log");
  }

  /** Places an order, which has arrived at orders when this returns. */
  void order(int number, String... headers) {
    Http.get("http://127.0.0.1:" + shop + "/" + number, headers);
  }

  ForkedJvm service(String name) {
    return services.get(name);
  }

  List<String> logged(String service) throws IOException {
    return Files.readAllLines(log(service));
  }

  @Override
  public void close() {
    services.values().forEach(ForkedJvm::close);
    tap.send("end");
    tap.exitCode();
    tap.close();
    kafka.close();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
