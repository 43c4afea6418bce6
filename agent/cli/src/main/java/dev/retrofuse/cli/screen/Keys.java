package dev.retrofuse.cli.screen;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The keys of a terminal that tells each one at once, as they come in on its stream. */
public final class Keys {
  private static final int ESCAPE = 27;
  private static final Key END = Key.of('q');

  private final InputStream in;
  private final BlockingQueue<Key> pressed = new LinkedBlockingQueue<>();

  /** Reads from now on, on a thread of its own. */
  public Keys(InputStream in) {
    this.in = in;
    Thread reader = new Thread(this::read, "keys");
    reader.setDaemon(true);
    reader.start();
  }

  /** Null when none is pressed in time; {@code q} when the terminal has gone. */
  public Key next(long patienceMillis) throws InterruptedException {
    return pressed.poll(patienceMillis, TimeUnit.MILLISECONDS);
  }

  private void read() {
    try {
      for (int c = in.read(); c >= 0; c = in.read()) {
        pressed.add(c == ESCAPE ? escaped() : Key.of((char) c));
      }
    } catch (IOException gone) {
      // As at the end of the stream.
    }
    pressed.add(END);
  }

  // An arrow is ESC [ A or ESC O A, in one piece; what stands alone is the Escape key.
  private Key escaped() throws IOException {
    if (in.available() == 0) {
      return Key.OTHER;
    }
    int kind = in.read();
    int last = in.available() > 0 && (kind == '[' || kind == 'O') ? in.read() : 0;
    while (last > 0 && last < '@' && in.available() > 0) {
      last = in.read();
    }
    return last == 'A' ? Key.UP : last == 'B' ? Key.DOWN : Key.OTHER;
  }
}
