package dev.retrofuse.engine;

import dev.retrofuse.engine.courier.Couriers;
import dev.retrofuse.engine.courier.Letter;
import dev.retrofuse.engine.spool.KeySpool;
import dev.retrofuse.engine.spool.SpoolStatus;

/** The messages of one key that are sent later. */
final class Outbox {
  private final KeySpool messages;
  private final Couriers couriers;

  Outbox(KeySpool messages, Couriers couriers) {
    this.messages = messages;
    this.couriers = couriers;
  }

  SpoolStatus status() {
    return messages.status();
  }

  /** Whether a message that is sent now might overtake others. */
  boolean holds() {
    return messages.holds();
  }

  /** As {@link dev.retrofuse.waist.RetrofuseGuard#accepts}. */
  boolean keep(String system, boolean refused, Throwable thrown, Object[] message) {
    try {
      Letter letter = couriers.write(system, refused, thrown, message);
      if (letter == null) {
        return false;
      }
      boolean kept = messages.to(letter.address()).append(letter.bytes());
      if (!kept) {
        messages.missed("there is no room, or its folder is not open");
      }
      return kept;
    } catch (Exception e) {
      // The application's own serializers are among what fails here: it gets the failure instead.
      messages.missed(String.valueOf(e.getMessage()));
      return false;
    }
  }
}
