package dev.retrofuse.engine.courier;

import dev.retrofuse.engine.UtcTime;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;

/**
 * A connection of the agent's own, by the application's factory, with a transacted session: its
 * commit is an answer of the broker's also for what is sent without one.
 */
final class JmsLine extends Line {
  static final int SESSION_TRANSACTED = 0;

  private final JmsApi api;
  private final Object connection;
  private final Object session;
  private final Object producer;

  JmsLine(JmsApi api, Object connection) throws Exception {
    this.api = api;
    this.connection = connection;
    try {
      Class<?>[] types = {boolean.class, int.class};
      session =
          Reflection.call(
              api.type("Connection"), connection, "createSession", types, true, SESSION_TRANSACTED);
      producer = api.call("Session", session, "createProducer", api.type("Destination"), null);
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  /** All or none. */
  @Override
  public Throwable[] deliver(List<Letter> letters) throws Exception {
    try {
      for (Letter letter : letters) {
        send(letter.content());
      }
    } catch (Exception e) {
      api.get("Session", session, "rollback");
      throw e;
    }
    api.get("Session", session, "commit");
    return new Throwable[letters.size()];
  }

  private void send(DataInputStream in) throws Exception {
    JmsMessage form = new JmsMessage(api);
    Object destination = form.readDestination(in, session);
    int deliveryMode = in.readInt();
    int priority = in.readInt();
    long until = in.readLong();
    long left = until == 0 ? 0 : until - UtcTime.nowMillis();
    if (left < 0 || (left == 0 && until != 0)) {
      return; // a broker would have thrown it away by now
    }
    Object message = message(form, in);
    Class<?>[] types = {
      api.type("Destination"), api.type("Message"), int.class, int.class, long.class
    };
    Reflection.call(
        api.type("MessageProducer"),
        producer,
        "send",
        types,
        destination,
        message,
        deliveryMode,
        priority,
        left);
  }

  private Object message(JmsMessage form, DataInputStream in) throws Exception {
    try {
      return form.read(in, session);
    } catch (IOException ofTheFile) {
      throw new UnsuitableException(ofTheFile.getMessage());
    }
  }

  @Override
  public void close() {
    try {
      api.get("Connection", connection, "close");
    } catch (Exception e) {
      // What is broken is closed.
    }
  }
}
