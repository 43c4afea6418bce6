package dev.retrofuse.engine.courier;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * What a message of JMS is about. Bytes and streams are read as a provider reads them when it
 * sends, and are written again, so that the application finds its message as it was.
 */
final class JmsBody {
  private static final int PIECE = 8192;

  private final JmsApi api;

  JmsBody(JmsApi api) {
    this.api = api;
  }

  void write(DataOutputStream out, Object message) throws Exception {
    if (api.is(message, "TextMessage")) {
      out.writeByte('t');
      JmsValues.write(out, api.get("TextMessage", message, "getText"));
    } else if (api.is(message, "BytesMessage")) {
      out.writeByte('b');
      JmsValues.write(out, bytes(message));
    } else if (api.is(message, "MapMessage")) {
      writeMap(out, message);
    } else if (api.is(message, "StreamMessage")) {
      writeStream(out, message);
    } else if (api.is(message, "ObjectMessage")) {
      throw new UnsuitableException("it is an object, whose classes no file may name");
    } else {
      out.writeByte('n');
    }
  }

  private byte[] bytes(Object message) throws Exception {
    boolean open = isOpen("BytesMessage", message, "getBodyLength");
    api.get("BytesMessage", message, "reset");
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] piece = new byte[PIECE];
    int count = readBytes(message, piece);
    while (count > 0) {
      read.write(piece, 0, count);
      count = readBytes(message, piece);
    }
    if (open) {
      api.get("Message", message, "clearBody");
      api.call("BytesMessage", message, "writeBytes", byte[].class, read.toByteArray());
    } else {
      api.get("BytesMessage", message, "reset");
    }
    return read.toByteArray();
  }

  private int readBytes(Object message, byte[] piece) throws Exception {
    return (Integer) api.call("BytesMessage", message, "readBytes", byte[].class, piece);
  }

  /** Whether the application still writes it, so that it cannot be read. */
  private boolean isOpen(String type, Object message, String reading) throws Exception {
    try {
      api.get(type, message, reading);
      return false;
    } catch (Exception e) {
      if (api.type("MessageNotReadableException").isInstance(e)) {
        return true;
      }
      if (api.type("MessageEOFException").isInstance(e)) {
        return false;
      }
      throw e;
    }
  }

  private void writeMap(DataOutputStream out, Object message) throws Exception {
    List<?> names =
        Collections.list((Enumeration<?>) api.get("MapMessage", message, "getMapNames"));
    out.writeByte('m');
    out.writeInt(names.size());
    for (Object name : names) {
      out.writeUTF((String) name);
      JmsValues.write(out, api.call("MapMessage", message, "getObject", String.class, name));
    }
  }

  private void writeStream(DataOutputStream out, Object message) throws Exception {
    boolean open = isOpen("StreamMessage", message, "readObject");
    api.get("StreamMessage", message, "reset");
    List<Object> values = new ArrayList<>();
    Class<?> end = api.type("MessageEOFException");
    while (true) {
      try {
        values.add(api.get("StreamMessage", message, "readObject"));
      } catch (Exception e) {
        if (end.isInstance(e)) {
          break;
        }
        throw e;
      }
    }
    api.get("StreamMessage", message, "reset");
    if (open) {
      api.get("Message", message, "clearBody");
      fill(message, values);
    }
    out.writeByte('s');
    out.writeInt(values.size());
    for (Object value : values) {
      JmsValues.write(out, value);
    }
  }

  private void fill(Object stream, List<Object> values) throws Exception {
    for (Object value : values) {
      api.call("StreamMessage", stream, "writeObject", Object.class, value);
    }
  }

  /** A message of that session's, with its body only. */
  Object read(DataInputStream in, Object session) throws Exception {
    int kind = in.readByte();
    switch (kind) {
      case 't':
        Object text = api.get("Session", session, "createTextMessage");
        api.call("TextMessage", text, "setText", String.class, JmsValues.read(in));
        return text;
      case 'b':
        Object bytes = api.get("Session", session, "createBytesMessage");
        api.call("BytesMessage", bytes, "writeBytes", byte[].class, JmsValues.read(in));
        return bytes;
      case 'm':
        return readMap(in, api.get("Session", session, "createMapMessage"));
      case 's':
        Object stream = api.get("Session", session, "createStreamMessage");
        List<Object> values = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
          values.add(JmsValues.read(in));
        }
        fill(stream, values);
        return stream;
      case 'n':
        return api.get("Session", session, "createMessage");
      default:
        throw new IOException("a message of kind " + kind);
    }
  }

  private Object readMap(DataInputStream in, Object map) throws Exception {
    Class<?>[] types = {String.class, Object.class};
    for (int left = in.readInt(); left > 0; left--) {
      String name = in.readUTF();
      Object value = JmsValues.read(in);
      Reflection.call(api.type("MapMessage"), map, "setObject", types, name, value);
    }
    return map;
  }
}
