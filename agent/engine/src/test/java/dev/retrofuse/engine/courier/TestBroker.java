package dev.retrofuse.engine.courier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongConsumer;

/** A broker to which texts are sent. It is its own connection. */
public final class TestBroker {
  private static final String SYSTEM = "kafka";

  /** What has arrived, and of how many messages each lot was. */
  public final List<String> received = Collections.synchronizedList(new ArrayList<>());

  public final List<Integer> lots = Collections.synchronizedList(new ArrayList<>());
  private final String name;
  private final LongConsumer delivering;
  private volatile boolean down;

  /**
   * @param delivering told the size of each lot before it arrives
   */
  public TestBroker(String name, LongConsumer delivering) {
    this.name = name;
    this.delivering = delivering;
  }

  /** From now on messages of the system are those of such brokers. */
  public static void install(Couriers couriers) {
    couriers.put(SYSTEM, new OfTexts());
  }

  /** The parts of a message. */
  public Object[] message(String destination, String text) {
    return new Object[] {this, destination, text};
  }

  /** As it is kept. */
  public byte[] letter(String destination, String text) throws IOException {
    return letter(message(destination, text)).bytes();
  }

  private static Letter letter(Object[] message) {
    byte[] content = ((String) message[2]).getBytes(StandardCharsets.UTF_8);
    return new Letter(SYSTEM, ((TestBroker) message[0]).name, (String) message[1], content);
  }

  public String address() {
    return SYSTEM + " " + name;
  }

  public void down(boolean now) {
    down = now;
  }

  private Throwable[] deliver(List<Letter> letters) throws IOException {
    if (down) {
      throw new IOException(name + " is down");
    }
    delivering.accept(letters.size());
    lots.add(letters.size());
    for (Letter letter : letters) {
      byte[] text = new byte[letter.content().available()];
      letter.content().readFully(text);
      received.add(new String(text, StandardCharsets.UTF_8));
    }
    return new Throwable[letters.size()];
  }

  private static final class OfTexts extends Courier {
    @Override
    Letter write(Object[] message) {
      return letter(message);
    }

    @Override
    boolean isUnsent(Object sender, Throwable thrown) {
      return true;
    }

    @Override
    boolean isRepeatable(Object sender, Throwable thrown) {
      return false;
    }

    @Override
    boolean isHopeless(Throwable thrown) {
      return false;
    }

    @Override
    Object connection(Object sender) {
      return sender;
    }

    @Override
    String target(Object connection) {
      return ((TestBroker) connection).name;
    }

    @Override
    Line open(Object connection) {
      return new Line() {
        @Override
        public Throwable[] deliver(List<Letter> letters) throws Exception {
          return ((TestBroker) connection).deliver(letters);
        }

        @Override
        public void close() {}
      };
    }
  }
}
