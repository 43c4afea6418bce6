package dev.retrofuse.engine;

import dev.retrofuse.engine.courier.Couriers;
import dev.retrofuse.engine.courier.Letter;
import dev.retrofuse.engine.spool.SpoolLog;

/** The messages of one key that are sent later. */
final class Outbox {
  private final SpoolLog log;
  private final Couriers couriers;

  Outbox(SpoolLog log, Couriers couriers) {
    this.log = log;
    this.couriers = couriers;
  }

  SpoolLog log() {
    return log;
  }

  /** Whether a message that is sent now would overtake others. */
  boolean holds() {
    return log.holds();
  }

  /** As {@link dev.retrofuse.waist.RetrofuseGuard#accepts}. */
  boolean keep(String system, boolean refused, Throwable thrown, Object[] message) {
    try {
      Letter letter = couriers.write(system, refused, thrown, message);
      if (letter == null) {
        return false;
      }
      boolean kept = log.append(letter.bytes());
      if (!kept) {
        log.missed("there is no room, or its folder is not open");
      }
      return kept;
    } catch (Exception e) {
      // The application's own serializers are among what fails here: it gets the failure instead.
      log.missed(String.valueOf(e.getMessage()));
      return false;
    }
  }
}
