package dev.retrofuse.engine.courier;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The types of values that JMS knows, each with a letter for it. */
final class JmsValues {
  private JmsValues() {}

  static void write(DataOutputStream out, Object value) throws Exception {
    if (value == null) {
      out.writeByte('0');
    } else if (value instanceof String) {
      writeBytes(out, 'T', ((String) value).getBytes(StandardCharsets.UTF_8));
    } else if (value instanceof byte[]) {
      writeBytes(out, 'Y', (byte[]) value);
    } else if (value instanceof Boolean) {
      out.writeByte('Z');
      out.writeBoolean((Boolean) value);
    } else if (value instanceof Character) {
      out.writeByte('C');
      out.writeChar((Character) value);
    } else if (value instanceof Number) {
      writeNumber(out, (Number) value);
    } else {
      throw new UnsuitableException("it has a value of type " + value.getClass().getName());
    }
  }

  private static void writeBytes(DataOutputStream out, char type, byte[] bytes) throws IOException {
    out.writeByte(type);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void writeNumber(DataOutputStream out, Number value) throws Exception {
    if (value instanceof Byte) {
      out.writeByte('B');
      out.writeByte(value.byteValue());
    } else if (value instanceof Short) {
      out.writeByte('S');
      out.writeShort(value.shortValue());
    } else if (value instanceof Integer) {
      out.writeByte('I');
      out.writeInt(value.intValue());
    } else if (value instanceof Long) {
      out.writeByte('J');
      out.writeLong(value.longValue());
    } else if (value instanceof Float) {
      out.writeByte('F');
      out.writeFloat(value.floatValue());
    } else if (value instanceof Double) {
      out.writeByte('D');
      out.writeDouble(value.doubleValue());
    } else {
      throw new UnsuitableException("it has a value of type " + value.getClass().getName());
    }
  }

  static Object read(DataInputStream in) throws IOException {
    int type = in.readByte();
    switch (type) {
      case '0':
        return null;
      case 'T':
        return new String(readBytes(in), StandardCharsets.UTF_8);
      case 'Y':
        return readBytes(in);
      case 'Z':
        return in.readBoolean();
      case 'C':
        return in.readChar();
      case 'B':
        return in.readByte();
      case 'S':
        return in.readShort();
      case 'I':
        return in.readInt();
      case 'J':
        return in.readLong();
      case 'F':
        return in.readFloat();
      case 'D':
        return in.readDouble();
      default:
        throw new IOException("a value of type " + type);
    }
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }
}
