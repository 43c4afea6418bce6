package dev.retrofuse.engine.courier;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.Future;

/**
 * The application's connection. The server answers a ping once it has all that was published before
 * on the same connection. (The client's {@code flush} returns also where nothing was answered.)
 */
final class NatsLine extends Line {
  private static final long LONGEST_WAIT_SECONDS = 10;

  private final Object connection;
  private final Class<?> type;
  private final Class<?> message;
  private final Class<?> headers;
  private final Class<?> pinging;

  NatsLine(Object connection) throws Exception {
    this.connection = connection;
    type = NatsCourier.type(connection);
    message = Reflection.beside(type, NatsCourier.CLIENT + "Message");
    headers = Reflection.beside(type, NatsCourier.CLIENT + "impl.Headers");
    pinging = Reflection.superclass(connection, NatsCourier.CLIENT + "impl.NatsConnection");
  }

  @Override
  public Throwable[] deliver(List<Letter> letters) throws Exception {
    Object session = session();
    String error = error();
    for (Letter letter : letters) {
      Class<?>[] types = {message};
      Reflection.call(type, connection, "publish", types, message(letter));
    }
    boolean answered = ping();
    String now = error();
    if (now != null && !now.equals(error) && now.contains("Permissions Violation")) {
      throw new UnsuitableException(now);
    }
    if (!answered || !session.equals(session())) {
      throw new IOException("the connection was lost");
    }
    return new Throwable[letters.size()];
  }

  private boolean ping() throws Exception {
    Method ping = pinging.getDeclaredMethod("sendPing");
    ping.setAccessible(true);
    Future<?> answer = (Future<?>) ping.invoke(connection);
    return answer != null && Boolean.TRUE.equals(answer.get(LONGEST_WAIT_SECONDS, SECONDS));
  }

  private String error() throws Exception {
    return (String) NatsCourier.get(connection, "getLastError");
  }

  /** The server's number of the connection, which a reconnected one has another of. */
  private Object session() throws Exception {
    Object server = NatsCourier.get(connection, "getServerInfo");
    Object id = Reflection.get(server.getClass(), server, "getServerId");
    return id + " " + Reflection.get(server.getClass(), server, "getClientId");
  }

  private Object message(Letter letter) throws Exception {
    DataInputStream in = letter.content();
    Class<?> builder = Reflection.beside(type, NatsCourier.CLIENT + "impl.NatsMessage$Builder");
    Object made = builder.getConstructor().newInstance();
    Class<?>[] text = {String.class};
    Reflection.call(builder, made, "subject", text, in.readUTF());
    boolean isAnswered = in.readBoolean();
    String replyTo = in.readUTF();
    if (isAnswered) {
      Reflection.call(builder, made, "replyTo", text, replyTo);
    }
    Class<?>[] own = {headers};
    Reflection.call(builder, made, "headers", own, headers(in));
    byte[] body = new byte[in.available()];
    in.readFully(body);
    Class<?>[] bytes = {byte[].class};
    Reflection.call(builder, made, "data", bytes, (Object) body);
    return Reflection.get(builder, made, "build");
  }

  private Object headers(DataInputStream in) throws Exception {
    int count = in.readInt();
    Object read = count == 0 ? null : headers.getConstructor().newInstance();
    for (int i = 0; i < count; i++) {
      String name = in.readUTF();
      String[] values = new String[in.readInt()];
      for (int j = 0; j < values.length; j++) {
        values[j] = in.readUTF();
      }
      Class<?>[] types = {String.class, String[].class};
      Reflection.call(headers, read, "add", types, name, values);
    }
    return read;
  }

  @Override
  public void close() {}
}
