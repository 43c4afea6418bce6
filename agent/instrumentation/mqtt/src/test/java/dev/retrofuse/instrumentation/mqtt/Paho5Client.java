package dev.retrofuse.instrumentation.mqtt;

import dev.retrofuse.testkit.MessagingClient;
import dev.retrofuse.testkit.ReceivedMessage;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;

/** For MQTT 5: a connection that publishes, and one whose listener takes what is published. */
final class Paho5Client implements MessagingClient {
  static final int PATIENCE_MILLIS = 5_000;

  private final String topic;
  // Made anew when it has lost its connection: the end of the old one may end the next, too.
  private volatile MqttAsyncClient client;
  private final MqttAsyncClient consuming;
  private final Reconnecting reconnecting;
  private final BlockingQueue<ReceivedMessage> received = new LinkedBlockingQueue<>();

  /**
   * @param port what the test may break
   * @param direct the broker's own port, for the consumer
   */
  Paho5Client(int port, int direct, String topic) throws Exception {
    this.topic = topic;
    consuming = connected(direct);
    listen(topic, (from, message) -> received.add(read(message)));
    client = connected(port);
    reconnecting = new Reconnecting(() -> client.isConnected(), () -> client = connected(port));
  }

  /** Has the consumer listen to one more topic. The client takes a lone listener for no list. */
  void listen(String other, IMqttMessageListener listener) throws MqttException {
    MqttSubscription[] subscriptions = {new MqttSubscription(other, 1)};
    IMqttMessageListener[] listeners = {listener};
    consuming
        .subscribe(subscriptions, null, null, listeners, new MqttProperties())
        .waitForCompletion(30_000);
  }

  static String uri(int port) {
    return "tcp://127.0.0.1:" + port;
  }

  static String id() {
    return UUID.randomUUID().toString();
  }

  private static MqttAsyncClient connected(int port) throws MqttException {
    MqttAsyncClient client = new MqttAsyncClient(uri(port), id(), new MemoryPersistence());
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setConnectionTimeout(30);
    client.connect(options).waitForCompletion(30_000);
    return client;
  }

  static ReceivedMessage read(MqttMessage message) {
    Map<String, String> headers = new HashMap<>();
    for (UserProperty each : message.getProperties().getUserProperties()) {
      String other = headers.put(each.getKey(), each.getValue());
      headers.merge(each.getKey(), other == null ? "" : " and " + other, String::concat);
    }
    return ReceivedMessage.here(new String(message.getPayload(), StandardCharsets.UTF_8), headers);
  }

  MqttAsyncClient client() {
    return client;
  }

  static MqttMessage message(String text, Map<String, String> headers) {
    MqttMessage message = new MqttMessage(text.getBytes(StandardCharsets.UTF_8));
    MqttProperties properties = new MqttProperties();
    headers.forEach(
        (name, value) -> properties.getUserProperties().add(new UserProperty(name, value)));
    message.setProperties(properties);
    return message;
  }

  @Override
  public void send(String text, Map<String, String> headers) throws MqttException {
    client.publish(topic, message(text, headers)).waitForCompletion(PATIENCE_MILLIS);
  }

  @Override
  public ReceivedMessage receive() throws InterruptedException {
    return received.poll(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    reconnecting.close();
    for (MqttAsyncClient each : new MqttAsyncClient[] {client, consuming}) {
      try {
        each.disconnectForcibly(1, 100, false);
        each.close();
      } catch (MqttException closedAlready) {
        // Its end.
      }
    }
  }
}
