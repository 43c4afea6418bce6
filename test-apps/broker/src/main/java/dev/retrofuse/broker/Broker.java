package dev.retrofuse.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A Kafka broker of one node on the loopback address, for as long as its standard input is open.
 * Prints {@code port=N} once it serves. Its data goes to the folder of its one argument, which must
 * not exist yet.
 */
public final class Broker {
  private Broker() {}

  public static void main(String[] args) throws Exception {
    Path home = Files.createDirectory(Path.of(args[0]));
    int port = freePort();
    Properties settings = settings(home.resolve("data"), port, freePort());
    format(home.resolve("broker.properties"), settings);
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
    server.startup();
    System.out.println("port=" + port);
    while (System.in.read() >= 0) {
      // whatever is typed
    }
    server.shutdown();
    System.exit(0);
  }

  private static Properties settings(Path data, int port, int controllerPort) {
    Properties settings = new Properties();
    settings.setProperty("process.roles", "broker,controller");
    settings.setProperty("node.id", "1");
    settings.setProperty("log.dirs", data.toString());
    settings.setProperty(
        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    settings.setProperty("controller.listener.names", "CONTROLLER");
    settings.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    oneSmallNode(settings);
    return settings;
  }

  private static void oneSmallNode(Properties settings) {
    settings.setProperty("offsets.topic.replication.factor", "1");
    settings.setProperty("transaction.state.log.replication.factor", "1");
    settings.setProperty("transaction.state.log.min.isr", "1");
    settings.setProperty("offsets.topic.num.partitions", "1");
    // The cleaner would take 128 MB for topics that live two minutes.
    settings.setProperty("log.cleaner.enable", "false");
  }

  private static void format(Path file, Properties settings) throws IOException {
    try (var out = Files.newBufferedWriter(file)) {
      settings.store(out, null);
    }
    String id = Uuid.randomUuid().toString();
    String[] args = {"format", "--config", file.toString(), "--cluster-id", id};
    if (StorageTool.execute(args, System.err) != 0) {
      throw new IOException("cannot format " + settings.getProperty("log.dirs"));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
