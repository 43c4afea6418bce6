package dev.retrofuse.instrumentation.jms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** An ActiveMQ Artemis in this JVM, which makes queues and topics when they are used. */
final class ArtemisBroker implements AutoCloseable {
  // It would write several lines for each message.
  private static final Logger AUDIT = Logger.getLogger("org.apache.activemq.audit");

  final int port = freePort();
  private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();

  ArtemisBroker() throws Exception {
    AUDIT.setLevel(Level.WARNING);
    Configuration configuration =
        new ConfigurationImpl()
            .setPersistenceEnabled(false)
            .setSecurityEnabled(false)
            .setJMXManagementEnabled(false)
            .addAcceptorConfiguration("tcp", "tcp://127.0.0.1:" + port + "?protocols=CORE");
    broker.setConfiguration(configuration).start();
  }

  /** Where clients find it at that port; they do not connect again by themselves. */
  static String url(int port) {
    return "tcp://127.0.0.1:"
        + port
        + "?reconnectAttempts=0&callTimeout=2000&callFailoverTimeout=2000";
  }

  /** From now on an address takes a message only while it holds none. */
  void narrow(String address) {
    AddressSettings one =
        new AddressSettings()
            .setMaxSizeBytes(1)
            .setAddressFullMessagePolicy(AddressFullMessagePolicy.FAIL);
    broker.getActiveMQServer().getAddressSettingsRepository().addMatch(address, one);
  }

  /** Ends that. */
  void widen(String address) {
    broker.getActiveMQServer().getAddressSettingsRepository().removeMatch(address);
  }

  @Override
  public void close() throws Exception {
    broker.stop();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
