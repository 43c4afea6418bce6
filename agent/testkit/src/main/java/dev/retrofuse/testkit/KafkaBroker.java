package dev.retrofuse.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A real Kafka broker of one node in a JVM of its own, on the loopback address, with its data in a
 * temporary folder. Clients reach it over a {@link TcpProxy} that the test can break.
 */
public final class KafkaBroker implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final String classPath;
  private final Path home;
  private final int port = freePort();
  private final TcpProxy path = TcpProxy.to("127.0.0.1", port);
  private Process process;

  private KafkaBroker(String classPath) throws IOException {
    this.classPath = classPath;
    home = Files.createTempDirectory("retrofuse-kafka");
    Files.createDirectory(home.resolve("data"));
    Files.write(home.resolve("server.properties"), settings());
    List<String> meta = List.of("version=1", "cluster.id=4L6g3nShT-eMCtK--X86sw", "node.id=1");
    Files.write(home.resolve("data/meta.properties"), meta);
  }

  /**
   * Starts one and waits until it serves.
   *
   * @param classPath with {@code kafka_2.13} of 4.x and all it needs
   */
  public static KafkaBroker start(String classPath) {
    try {
      KafkaBroker broker = new KafkaBroker(classPath);
      broker.start();
      return broker;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The way to it that it tells its clients of. */
  public TcpProxy path() {
    return path;
  }

  /** Starts it again, with its old data, after {@link #stop()}. */
  public void start() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            java,
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath,
            "kafka.Kafka",
            home.resolve("server.properties").toString());
    builder.redirectErrorStream(true).redirectOutput(home.resolve("log").toFile());
    try {
      process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitServing();
  }

  /** Stops its process; connections of clients end, and new ones are refused. */
  public void stop() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    path.close();
    stop();
    try (Stream<Path> files = Files.walk(home)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Its sockets are open from early on, but it serves them only once it has joined its cluster.
  private void awaitServing() {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!serves()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new AssertionError("no broker: " + log());
      }
      LockSupport.parkNanos(50_000_000);
    }
  }

  private boolean serves() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
      socket.setSoTimeout(10_000);
      // An ApiVersions request of version 0: any answer will do.
      socket.getOutputStream().write(new byte[] {0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 0, -1, -1});
      return socket.getInputStream().read() >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  private String log() {
    try {
      return Files.readString(home.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private List<String> settings() {
    int inner = freePort();
    int controller = freePort();
    List<String> settings = new ArrayList<>();
    settings.add("process.roles=broker,controller");
    settings.add("node.id=1");
    settings.add("controller.quorum.voters=1@127.0.0.1:" + controller);
    settings.add("controller.listener.names=CONTROLLER");
    settings.add("inter.broker.listener.name=INNER");
    settings.add(
        "listener.security.protocol.map=" + "OUTER:PLAINTEXT,INNER:PLAINTEXT,CONTROLLER:PLAINTEXT");
    String own = ",INNER://127.0.0.1:" + inner;
    String quorum = ",CONTROLLER://127.0.0.1:" + controller;
    settings.add("listeners=OUTER://127.0.0.1:" + port + own + quorum);
    settings.add("advertised.listeners=OUTER://127.0.0.1:" + path.port() + own);
    settings.add("log.dirs=" + home.resolve("data"));
    settings.addAll(oneSmallNode());
    return settings;
  }

  private static List<String> oneSmallNode() {
    return List.of(
        "offsets.topic.replication.factor=1",
        "offsets.topic.num.partitions=1",
        "transaction.state.log.replication.factor=1",
        "transaction.state.log.min.isr=1",
        "transaction.state.log.num.partitions=1",
        "group.initial.rebalance.delay.ms=0",
        "controlled.shutdown.enable=false",
        "broker.session.timeout.ms=1000",
        "broker.heartbeat.interval.ms=200",
        "log.cleaner.enable=false",
        "num.io.threads=2",
        "num.network.threads=2");
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
