package dev.retrofuse.instrumentation.mqtt;

import dev.retrofuse.testkit.MessagingClient;
import dev.retrofuse.testkit.ReceivedMessage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** For MQTT 3, which has no headers. */
final class Paho3Client implements MessagingClient, MqttCallback {
  private final String topic;
  // Made anew when it has lost its connection: the end of the old one may end the next, too.
  private volatile MqttClient client;
  private final MqttClient consuming;
  private final Reconnecting reconnecting;
  private final BlockingQueue<ReceivedMessage> received = new LinkedBlockingQueue<>();

  Paho3Client(int port, int direct, String topic) throws Exception {
    this.topic = topic;
    consuming = connected(direct);
    consuming.setCallback(this);
    consuming.subscribe(topic);
    client = connected(port);
    reconnecting = new Reconnecting(() -> client.isConnected(), () -> client = connected(port));
  }

  private static MqttClient connected(int port) throws MqttException {
    MqttClient client =
        new MqttClient(Paho5Client.uri(port), Paho5Client.id(), new MemoryPersistence());
    MqttConnectOptions options = new MqttConnectOptions();
    options.setConnectionTimeout(30);
    client.connect(options);
    client.setTimeToWait(Paho5Client.PATIENCE_MILLIS);
    return client;
  }

  MqttClient client() {
    return client;
  }

  @Override
  public void connectionLost(Throwable cause) {}

  @Override
  public void messageArrived(String from, MqttMessage message) {
    String text = new String(message.getPayload(), StandardCharsets.UTF_8);
    received.add(ReceivedMessage.here(text, Map.of()));
  }

  @Override
  public void deliveryComplete(IMqttDeliveryToken token) {}

  @Override
  public void send(String text, Map<String, String> headers) throws MqttException {
    client.publish(topic, new MqttMessage(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public ReceivedMessage receive() throws InterruptedException {
    return received.poll(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    reconnecting.close();
    for (MqttClient each : new MqttClient[] {client, consuming}) {
      try {
        each.disconnectForcibly(1, 100);
        each.close();
      } catch (MqttException closedAlready) {
        // Its end.
      }
    }
  }
}
