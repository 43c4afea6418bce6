package dev.retrofuse.instrumentation.rabbitmq;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A RabbitMQ of a test's own that it can stop and start: a temporary folder and a free port. */
final class OwnRabbitMq implements AutoCloseable {
  /** Where packages put the script itself; what is on the path may insist on a user. */
  private static final File SCRIPT = new File("/usr/lib/rabbitmq/bin/rabbitmq-server");

  final int port = freePort();
  private final int distributionPort = freePort();
  private final Path home;
  private Process process;

  OwnRabbitMq() throws IOException {
    home = Files.createTempDirectory("retrofuse-rabbitmq");
    Files.createFile(home.resolve("environment"));
    Files.writeString(home.resolve("rabbitmq.conf"), "listeners.tcp.1 = 127.0.0.1:" + port + "\n");
  }

  /** Starts it, with its old data after {@link #stop()}, and waits until it answers. */
  void start() throws IOException {
    String script = SCRIPT.canExecute() ? SCRIPT.getPath() : "rabbitmq-server";
    ProcessBuilder builder = new ProcessBuilder(script);
    Map<String, String> environment = builder.environment();
    environment.put("HOME", home.toString());
    environment.put("RABBITMQ_NODENAME", home.getFileName() + "@localhost");
    environment.put("RABBITMQ_CONF_ENV_FILE", home.resolve("environment").toString());
    environment.put("RABBITMQ_CONFIG_FILE", home.resolve("rabbitmq").toString());
    environment.put("RABBITMQ_DIST_PORT", String.valueOf(distributionPort));
    environment.put("RABBITMQ_MNESIA_BASE", home.resolve("data").toString());
    environment.put("RABBITMQ_LOG_BASE", home.resolve("log").toString());
    environment.put("RABBITMQ_ENABLED_PLUGINS_FILE", home.resolve("plugins").toString());
    environment.put(
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}");
    process =
        builder.redirectErrorStream(true).redirectOutput(home.resolve("out").toFile()).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    RabbitMqServer.await(port);
  }

  /** Stops it; its connections end, and new ones are refused. */
  void stop() {
    if (process == null) {
      return;
    }
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
  public void close() throws IOException {
    stop();
    try (Stream<Path> files = Files.walk(home)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
