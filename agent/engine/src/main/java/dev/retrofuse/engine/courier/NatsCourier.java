package dev.retrofuse.engine.courier;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** NATS: a message is connection, subject, reply subject, headers and body. */
final class NatsCourier extends Courier {
  static final String SYSTEM = "nats";
  static final String CLIENT = "io.nats.client.";

  @Override
  Letter write(Object[] message) throws Exception {
    String subject = (String) message[1];
    if (subject.startsWith("_INBOX.")) {
      throw new UnsuitableException("it answers a request, whose asker waits no longer");
    }
    byte[] body = message[4] == null ? new byte[0] : (byte[]) message[4];
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length + 200);
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(subject);
    out.writeBoolean(message[2] != null);
    out.writeUTF(message[2] == null ? "" : (String) message[2]);
    writeHeaders(out, message[3]);
    out.write(body);
    return new Letter(SYSTEM, target(message[0]), subject, bytes.toByteArray());
  }

  private static void writeHeaders(DataOutputStream out, Object headers) throws Exception {
    Set<?> entries =
        headers == null
            ? new TreeSet<>()
            : (Set<?>) Reflection.get(headers.getClass(), headers, "entrySet");
    out.writeInt(entries.size());
    for (Object each : entries) {
      Map.Entry<?, ?> entry = (Map.Entry<?, ?>) each;
      Collection<?> values = (Collection<?>) entry.getValue();
      out.writeUTF((String) entry.getKey());
      out.writeInt(values.size());
      for (Object value : values) {
        out.writeUTF(String.valueOf(value));
      }
    }
  }

  /** The client says so before it takes a message; or the server, that nobody is there. */
  @Override
  boolean isUnsent(Object connection, Throwable thrown) {
    return thrown instanceof ConnectException || thrown instanceof NoRouteToHostException;
  }

  @Override
  boolean isRepeatable(Object connection, Throwable thrown) throws Exception {
    boolean ends = String.valueOf(thrown.getMessage()).endsWith("is Draining");
    return !ends && thrown instanceof Exception && !status(connection).equals("CLOSED");
  }

  /** What a server of these limits and rights takes no time. */
  @Override
  boolean isHopeless(Throwable thrown) {
    return thrown instanceof IllegalArgumentException || thrown instanceof UnsuitableException;
  }

  @Override
  Object connection(Object connection) {
    return connection;
  }

  /** The servers that the application names, not the one of them that it is connected to. */
  @Override
  String target(Object connection) throws Exception {
    Object options = get(connection, "getOptions");
    Set<String> servers = new TreeSet<>();
    for (Object each : (Iterable<?>) Reflection.get(options.getClass(), options, "getServers")) {
      URI server = (URI) each;
      servers.add(server.getHost() + ":" + server.getPort());
    }
    return String.join(",", servers);
  }

  @Override
  Line open(Object connection) throws Exception {
    return status(connection).equals("CONNECTED") ? new NatsLine(connection) : null;
  }

  private static String status(Object connection) throws Exception {
    return String.valueOf(get(connection, "getStatus"));
  }

  /** By the interface, for the connection's own class is not public. */
  static Object get(Object connection, String getter) throws Exception {
    return Reflection.get(type(connection), connection, getter);
  }

  static Class<?> type(Object connection) throws IOException {
    try {
      return Reflection.beside(connection.getClass(), CLIENT + "Connection");
    } catch (ClassNotFoundException e) {
      throw new IOException(e);
    }
  }
}
