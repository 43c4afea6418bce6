package dev.retrofuse.engine.courier;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** A message of JMS as bytes, and back. */
final class JmsMessage {
  private static final String[] TEXTS = {"JMSCorrelationID", "JMSType"};

  private final JmsApi api;

  JmsMessage(JmsApi api) {
    this.api = api;
  }

  void write(DataOutputStream out, Object message) throws Exception {
    for (String header : TEXTS) {
      JmsValues.write(out, api.get("Message", message, "get" + header));
    }
    Object replyTo = api.get("Message", message, "getJMSReplyTo");
    out.writeBoolean(replyTo != null);
    if (replyTo != null) {
      writeDestination(out, replyTo);
    }
    List<String> names = names(api.get("Message", message, "getPropertyNames"));
    out.writeInt(names.size());
    for (String name : names) {
      out.writeUTF(name);
      JmsValues.write(out, value("Message", message, "getObjectProperty", name));
    }
    new JmsBody(api).write(out, message);
  }

  @SuppressWarnings("unchecked")
  private static List<String> names(Object names) {
    return Collections.list((Enumeration<String>) names);
  }

  private Object value(String type, Object message, String getter, String name) throws Exception {
    return api.call(type, message, getter, String.class, name);
  }

  void writeDestination(DataOutputStream out, Object destination) throws Exception {
    if (api.is(destination, "TemporaryQueue") || api.is(destination, "TemporaryTopic")) {
      throw new UnsuitableException("it names a temporary destination");
    }
    boolean queue = api.is(destination, "Queue");
    if (!queue && !api.is(destination, "Topic")) {
      throw new UnsuitableException("its destination is neither a queue nor a topic");
    }
    out.writeBoolean(queue);
    out.writeUTF(
        (String)
            api.get(
                queue ? "Queue" : "Topic", destination, queue ? "getQueueName" : "getTopicName"));
  }

  /** The destination that was written. */
  Object readDestination(DataInputStream in, Object session) throws Exception {
    String method = in.readBoolean() ? "createQueue" : "createTopic";
    return api.call("Session", session, method, String.class, in.readUTF());
  }

  /** A message of that session's. */
  Object read(DataInputStream in, Object session) throws Exception {
    Object[] headers = {JmsValues.read(in), JmsValues.read(in)};
    Object replyTo = in.readBoolean() ? readDestination(in, session) : null;
    int count = in.readInt();
    String[] names = new String[count];
    Object[] values = new Object[count];
    for (int i = 0; i < count; i++) {
      names[i] = in.readUTF();
      values[i] = JmsValues.read(in);
    }
    Object message = new JmsBody(api).read(in, session);
    for (int i = 0; i < TEXTS.length; i++) {
      api.call("Message", message, "set" + TEXTS[i], String.class, headers[i]);
    }
    api.call("Message", message, "setJMSReplyTo", api.type("Destination"), replyTo);
    for (int i = 0; i < count; i++) {
      set(message, names[i], values[i]);
    }
    return message;
  }

  private void set(Object message, String name, Object value) throws Exception {
    Class<?>[] types = {String.class, Object.class};
    try {
      Reflection.call(api.type("Message"), message, "setObjectProperty", types, name, value);
    } catch (Exception refused) {
      if (!name.startsWith("JMS")) {
        throw new IOException("property " + name, refused);
      }
      // One that providers set: of a message that was received and sent on.
    }
  }
}
