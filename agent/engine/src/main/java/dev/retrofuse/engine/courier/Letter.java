package dev.retrofuse.engine.courier;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** A message that is to be sent later, with all that is needed for it. Immutable. */
public final class Letter {
  private final String system;
  private final String target;
  private final String destination;
  private final byte[] content;

  Letter(String system, String target, String destination, byte[] content) {
    this.system = system;
    this.target = target;
    this.destination = destination;
    this.content = content;
  }

  /**
   * Reads what {@link #bytes} wrote.
   *
   * @throws IOException when it is of another version
   */
  public static Letter of(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    String system = in.readUTF();
    String target = in.readUTF();
    String destination = in.readUTF();
    byte[] content = new byte[in.available()];
    in.readFully(content);
    return new Letter(system, target, destination, content);
  }

  /** As they are kept. */
  public byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length + 100);
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(system);
    out.writeUTF(target);
    out.writeUTF(destination);
    out.write(content);
    return bytes.toByteArray();
  }

  /** {@code kafka} or {@code rabbitmq}. */
  public String system() {
    return system;
  }

  /** The broker, as the application's connections name it. */
  public String target() {
    return target;
  }

  /** Which lines can send it. */
  public String address() {
    return system + " " + target;
  }

  /** As rules name it. */
  public String destination() {
    return destination;
  }

  /** In the form of the system. */
  DataInputStream content() {
    return new DataInputStream(new ByteArrayInputStream(content));
  }

  /** Whether one line can send both. */
  public boolean goesWith(Letter other) {
    return address().equals(other.address());
  }
}
