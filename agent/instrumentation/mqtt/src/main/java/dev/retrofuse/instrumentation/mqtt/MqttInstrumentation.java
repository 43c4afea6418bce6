package dev.retrofuse.instrumentation.mqtt;

import static dev.retrofuse.weaving.MethodMatch.method;
import static dev.retrofuse.weaving.TypeInstrumentation.named;

import dev.retrofuse.weaving.LibraryInstrumentation;
import dev.retrofuse.weaving.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/**
 * Eclipse Paho: its clients for MQTT 5, and for MQTT 3 from 1.0.2 on.
 *
 * <p>Publishing is a call whose destination is the topic. It ends when the client says that it is
 * complete: with quality of service 0 when the message is written, otherwise with the broker's
 * answer. What is refused is the {@code MqttException} of a client that is not connected.
 *
 * <p>Context travels in the user properties of MQTT 5. The callback's thread works for that of the
 * message at hand. MQTT 3 has no place for it.
 */
public final class MqttInstrumentation implements LibraryInstrumentation {
  private static final String PACKAGE = "dev.retrofuse.instrumentation.mqtt.";
  private static final String PAHO_5 = "org.eclipse.paho.mqttv5.";
  private static final String PAHO_3 = "org.eclipse.paho.client.mqttv3.";

  @Override
  public String name() {
    return "mqtt";
  }

  @Override
  public List<TypeInstrumentation> types() {
    return Arrays.asList(
        named(PAHO_5 + "client.internal.ClientComms")
            .advise(PACKAGE + "Paho5Advice$Send", method("sendNoWait", "(")),
        named(PAHO_5 + "common.packet.MqttPublish")
            .advise(PACKAGE + "Paho5Advice$Packet", method("<init>", "(Ljava/lang/String;")),
        named(PAHO_5 + "client.internal.CommsCallback")
            .advise(PACKAGE + "Paho5Advice$Deliver", method("deliverMessage", "(")),
        named(PAHO_3 + "internal.ClientComms")
            .advise(PACKAGE + "Paho3Advice", method("sendNoWait", "(")),
        named(PAHO_5 + "client.internal.Token", PAHO_3 + "internal.Token")
            .advise(PACKAGE + "TokenAdvice$Complete", method("notifyComplete", "()"))
            .advise(PACKAGE + "TokenAdvice$Wait", method("waitForResponse", "(J)")));
  }
}
