package dev.retrofuse.engine;

import dev.retrofuse.engine.courier.Couriers;
import dev.retrofuse.engine.courier.Letter;
import dev.retrofuse.engine.courier.Line;
import java.util.HashMap;
import java.util.Map;

/** The lines that are in use, by where they lead to; for one thread. */
final class Lines {
  private final Couriers couriers;
  private final Map<String, Line> open = new HashMap<>();

  Lines(Couriers couriers) {
    this.couriers = couriers;
  }

  Couriers couriers() {
    return couriers;
  }

  /** Null while the application has no connection there. */
  Line to(Letter letter) throws Exception {
    Line line = open.get(letter.address());
    if (line == null) {
      line = couriers.open(letter);
      if (line != null) {
        open.put(letter.address(), line);
      }
    }
    return line;
  }

  void close(Letter letter) {
    Line line = open.remove(letter.address());
    if (line != null) {
      line.close();
    }
  }

  void closeAll() {
    for (Line line : open.values()) {
      line.close();
    }
    open.clear();
  }
}
