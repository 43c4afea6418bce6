package dev.retrofuse.instrumentation.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.MessagingClient;
import dev.retrofuse.testkit.MessagingContract;
import dev.retrofuse.testkit.ReceivedMessage;
import dev.retrofuse.testkit.TcpProxy;
import dev.retrofuse.weaving.LibraryInstrumentation;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With the Mosquitto of this machine. */
class Paho5Test extends MessagingContract {
  static final int PORT = 1883;
  private static TcpProxy path;

  @BeforeAll
  static void start() {
    path = TcpProxy.to("127.0.0.1", PORT);
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
    return new Paho5Client(path.port(), PORT, destination);
  }

  private MqttAsyncClient mqtt() {
    return ((Paho5Client) client()).client();
  }

  @Override
  protected void assertRejection(Exception thrown, String part) {
    assertSame(MqttException.class, thrown.getClass());
    assertEquals(
        MqttClientException.REASON_CODE_CLIENT_NOT_CONNECTED,
        ((MqttException) thrown).getReasonCode());
    assertTrue(thrown.toString().contains(part), thrown.toString());
    assertEquals(0, thrown.getStackTrace().length);
  }

  @Test
  void everyWayToPublishIsOneTracedCall() throws Exception {
    attach();
    int ways = 0;
    for (Method method : MqttAsyncClient.class.getMethods()) {
      if (method.getName().equals("publish")) {
        ways++;
        IMqttToken token = (IMqttToken) inContext(() -> method.invoke(mqtt(), arguments(method)));
        token.waitForCompletion(30_000);
        ReceivedMessage message = client().receive();
        assertEquals(method + ": body", method + ": " + message.text());
        assertEquals(PARENT, message.header("traceparent"));
        assertCounted(ways, 0, 0);
      }
    }
    assertTrue(ways >= 4, ways + " ways");
  }

  private Object[] arguments(Method method) {
    Object[] arguments = new Object[method.getParameterCount()];
    arguments[0] = destination();
    for (int i = 1; i < arguments.length; i++) {
      Class<?> type = method.getParameterTypes()[i];
      if (type == byte[].class) {
        arguments[i] = "body".getBytes(StandardCharsets.UTF_8);
      } else if (type == MqttMessage.class) {
        arguments[i] = Paho5Client.message("body", Map.of());
      } else if (type == int.class) {
        arguments[i] = 1;
      } else if (type == boolean.class) {
        arguments[i] = false;
      }
    }
    return arguments;
  }

  @Test
  void everyQualityOfServiceEnds() throws Exception {
    attach();
    for (int quality = 0; quality <= 2; quality++) {
      mqtt().publish(destination(), new byte[1], quality, false).waitForCompletion(30_000);
      client().receive();
    }
    await(() -> agent().concurrent(rule()) == 0);
    assertCounted(3, 0, 0);
  }

  @Test
  void aMessageThatIsSentAgainIsTheApplicationsOwnEachTime() throws Exception {
    attach();
    MqttMessage message = Paho5Client.message("again", Map.of("own", "1"));
    MqttProperties own = message.getProperties();
    own.setContentType("text/plain");
    own.setResponseTopic("answers");
    own.setCorrelationData(new byte[] {7});
    own.setMessageExpiryInterval(60L);
    own.setPayloadFormat(true);
    MqttMessage[] arrived = new MqttMessage[1];
    String watched = destination() + "/watched";
    ((Paho5Client) client()).listen(watched, (topic, each) -> arrived[0] = each);
    for (int i = 0; i < 2; i++) {
      inContext(
          () -> {
            mqtt().publish(watched, message).waitForCompletion(30_000);
            mqtt().publish(destination(), message).waitForCompletion(30_000);
            return null;
          });
      ReceivedMessage received = client().receive();
      assertEquals(PARENT, received.header("traceparent"));
      assertEquals(4, received.headers().size());
      assertEquals(
          List.of("own"), own.getUserProperties().stream().map(UserProperty::getKey).toList());
      assertSame(own, message.getProperties());
    }
    await(() -> arrived[0] != null);
    MqttProperties properties = arrived[0].getProperties();
    assertEquals("text/plain", properties.getContentType());
    assertEquals("answers", properties.getResponseTopic());
    assertEquals(7, properties.getCorrelationData()[0]);
    assertEquals(60L, properties.getMessageExpiryInterval());
    assertTrue(properties.getPayloadFormat());
  }

  @Test
  void aPublishThatNobodyAnswersIsATimeOut() throws Exception {
    attach(LONG_WAIT);
    path().hang();
    assertThrows(
        MqttException.class,
        () -> mqtt().publish(destination(), new byte[1], 1, false).waitForCompletion(100));
    assertCounted(1, 1, 0);
  }

  @Test
  void messagesOfTopicsThatAreNotTrustedBringNoContext() throws Exception {
    attachWith("trace: { mode: pass, accept-messages-of: other.* }\n");
    inContext(
        () -> {
          client().send("traced", Map.of());
          return null;
        });
    ReceivedMessage message = client().receive();
    assertEquals(PARENT, message.header("traceparent"));
    assertNull(message.traceparentOfThread());
  }
}
