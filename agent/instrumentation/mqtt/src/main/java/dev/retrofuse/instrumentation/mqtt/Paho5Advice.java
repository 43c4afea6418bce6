package dev.retrofuse.instrumentation.mqtt;

import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseExchange;
import dev.retrofuse.waist.RetrofuseExchanges;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseMessaging;
import dev.retrofuse.waist.RetrofuseSpans;
import dev.retrofuse.waist.RetrofuseTrace;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttToken;
import org.eclipse.paho.mqttv5.client.internal.CommsCallback;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttPublish;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;

/** The client for MQTT 5. */
final class Paho5Advice {
  private Paho5Advice() {}

  /** Guards what is published, and tells it its trace; {@link Paho3Advice} is its twin. */
  static final class Send {
    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    @SuppressWarnings("UnusedVariable") // the exit reads what is put into locals
    static boolean enter(
        @Advice.Argument(0) Object message,
        @Advice.Argument(1) MqttToken token,
        @Advice.Local("call") RetrofuseExchange call) {
      if (!(message instanceof MqttPublish)) {
        return false;
      }
      MqttPublish publish = (MqttPublish) message;
      RetrofuseGuard guard = RetrofuseMessaging.send("mqtt", publish.getTopicName());
      call = RetrofuseExchanges.begin(guard);
      if (call != null && call.rejected()) {
        return true;
      }
      if (call != null) {
        call.watch(null);
        RetrofuseExchanges.put(token.internalTok, call);
      }
      RetrofuseContext left = RetrofuseTrace.outbound(guard);
      List<UserProperty> all = publish.getProperties().getUserProperties();
      for (int i = 0; left != null && i < all.size(); i++) {
        String key = all.get(i).getKey();
        left = RetrofuseContext.knows(key) ? left.beside(key) : left;
      }
      for (int i = 0; left != null && i < left.size(); i++) {
        all.add(new UserProperty(left.name(i), left.value(i)));
      }
      return false;
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
        @Advice.This Object client,
        @Advice.Argument(1) MqttToken token,
        @Advice.FieldValue("callback") CommsCallback callback,
        @Advice.Local("call") RetrofuseExchange call,
        @Advice.Thrown(readOnly = false) Throwable thrown) {
      if (call == null) {
        return;
      }
      if (call.rejected()) {
        thrown =
            new MqttException(
                MqttClientException.REASON_CODE_CLIENT_NOT_CONNECTED, call.rejection());
        thrown.setStackTrace(new StackTraceElement[0]);
      } else {
        call.leave();
        if (thrown != null) {
          RetrofuseExchanges.end(token.internalTok, 0, thrown);
        }
      }
      if (thrown != null
          && call.accepts(thrown, "mqtt", client)
          && RetrofuseMessaging.complete(token.internalTok)) {
        callback.asyncOperationComplete(token);
        thrown = null;
      }
    }
  }

  /**
   * A packet gets a copy of the properties, for the trace context to be written into: those of the
   * application may be of many messages.
   */
  static final class Packet {
    @Advice.OnMethodExit(suppress = Throwable.class)
    @SuppressWarnings("UnusedAssignment") // that of the packet is what is written
    static void exit(
        @Advice.FieldValue(value = "properties", readOnly = false) MqttProperties properties) {
      MqttProperties copy = new MqttProperties();
      copy.setValidProperties(properties.getValidProperties().toArray(new Byte[0]));
      copy.setPayloadFormat(properties.getPayloadFormat());
      copy.setMessageExpiryInterval(properties.getMessageExpiryInterval());
      copy.setTopicAlias(properties.getTopicAlias());
      copy.setResponseTopic(properties.getResponseTopic());
      copy.setCorrelationData(properties.getCorrelationData());
      copy.setSubscriptionIdentifiers(properties.getSubscriptionIdentifiers());
      copy.setContentType(properties.getContentType());
      if (properties.getUserProperties() != null) {
        copy.getUserProperties().addAll(properties.getUserProperties());
      }
      properties = copy;
    }
  }

  /** Listeners handle a message: their thread works for the message's trace context. */
  static final class Deliver {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static RetrofuseContext enter(
        @Advice.Argument(0) String topic, @Advice.Argument(2) MqttMessage message) {
      if (RetrofuseTrace.hook == null) {
        return null;
      }
      Object[] names = RetrofuseTrace.fieldsOf("mqtt", topic);
      Object[] values = new Object[names.length];
      for (UserProperty each : message.getProperties().getUserProperties()) {
        for (int i = 0; i < names.length; i++) {
          boolean first = values[i] == null && names[i].equals(each.getKey());
          values[i] = first ? each.getValue() : values[i];
        }
      }
      return RetrofuseTrace.begin(values);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Enter RetrofuseContext before, @Advice.Thrown Throwable thrown) {
      RetrofuseSpans.failed(thrown);
      RetrofuseTrace.restore(before);
    }
  }
}
