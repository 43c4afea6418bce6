package dev.retrofuse.instrumentation.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.MessagingClient;
import dev.retrofuse.testkit.MessagingContract;
import dev.retrofuse.testkit.ReceivedMessage;
import dev.retrofuse.testkit.TcpProxy;
import dev.retrofuse.waist.RetrofuseSpan;
import dev.retrofuse.weaving.LibraryInstrumentation;
import java.util.Map;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With the Mosquitto of this machine. */
class Paho3Test extends MessagingContract {
  private static TcpProxy path;

  @BeforeAll
  static void start() {
    path = TcpProxy.to("127.0.0.1", Paho5Test.PORT);
  }

  @AfterAll
  static void stop() {
    path.close();
  }

  @Override
  protected LibraryInstrumentation instrumentation() {
    return new MqttInstrumentation();
  }

  @Override
  protected String system() {
    return "mqtt";
  }

  @Override
  protected TcpProxy path() {
    return path;
  }

  @Override
  protected MessagingClient connect(String destination) throws Exception {
    return new Paho3Client(path.port(), Paho5Test.PORT, destination);
  }

  @Override
  protected void assertRejection(Exception thrown, String part) {
    assertSame(MqttException.class, thrown.getClass());
    assertEquals(
        MqttException.REASON_CODE_CLIENT_NOT_CONNECTED, ((MqttException) thrown).getReasonCode());
    assertTrue(thrown.toString().contains(part), thrown.toString());
    assertEquals(0, thrown.getStackTrace().length);
  }

  @Test
  void theNamedVersionIsTested() {
    String version = System.getProperty("paho.version", "1.0.2");
    String jar = MqttClient.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    assertTrue(jar.endsWith("-" + version + ".jar"), jar);
  }

  @Test
  void aTopicsOwnPublishIsACallToo() throws Exception {
    attach();
    MqttTopic topic = ((Paho3Client) client()).client().getTopic(destination());
    topic.publish(new byte[] {'1'}, 1, false).waitForCompletion(30_000);
    assertEquals("1", client().receive().text());
    assertCounted(1, 0, 0);
  }

  /** MQTT 3 has no place for it: the message is what the application sent. */
  @Override
  @Test
  protected void theContextGoesFromTheSendersThreadToTheConsumers() throws Exception {
    attach();
    inContext(
        () -> {
          client().send("traced", Map.of());
          return null;
        });
    ReceivedMessage message = client().receive();
    assertEquals("traced", message.text());
    assertNull(message.traceparentOfThread());
  }

  /** The send alone, because nothing tells the consumer. */
  @Override
  @Test
  protected void aSendAndWhatIsDoneWithItsMessageAreRecorded() throws Exception {
    attachWith(spans());
    inContext(
        () -> {
          send("one");
          return null;
        });
    assertEquals("send " + destination(), agent().spans().await(RetrofuseSpan.PRODUCER).name());
  }

  /** There are none. */
  @Override
  protected void headersOfTheApplicationAreLeftAlone() {}
}
