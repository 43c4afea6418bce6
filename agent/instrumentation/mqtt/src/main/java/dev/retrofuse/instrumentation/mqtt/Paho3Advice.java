package dev.retrofuse.instrumentation.mqtt;

import dev.retrofuse.waist.RetrofuseExchange;
import dev.retrofuse.waist.RetrofuseExchanges;
import dev.retrofuse.waist.RetrofuseMessaging;
import net.bytebuddy.asm.Advice;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttToken;
import org.eclipse.paho.client.mqttv3.internal.CommsCallback;
import org.eclipse.paho.client.mqttv3.internal.wire.MqttPublish;

/** Guards what a client for MQTT 3 publishes; {@link Paho5Advice.Send} is its twin. */
final class Paho3Advice {
  private Paho3Advice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  @SuppressWarnings("UnusedVariable") // the exit reads what is put into locals
  static boolean enter(
      @Advice.Argument(0) Object message,
      @Advice.Argument(1) MqttToken token,
      @Advice.Local("call") RetrofuseExchange call) {
    if (!(message instanceof MqttPublish)) {
      return false;
    }
    String topic = ((MqttPublish) message).getTopicName();
    call = RetrofuseExchanges.begin(RetrofuseMessaging.send("mqtt", topic));
    if (call == null || call.rejected()) {
      return call != null;
    }
    call.watch(null);
    RetrofuseExchanges.put(token.internalTok, call);
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
      thrown = new MqttException(MqttException.REASON_CODE_CLIENT_NOT_CONNECTED, call.rejection());
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
