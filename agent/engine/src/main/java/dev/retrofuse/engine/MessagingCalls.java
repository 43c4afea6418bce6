package dev.retrofuse.engine;

import dev.retrofuse.engine.courier.Couriers;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseMessaging;
import dev.retrofuse.waist.RetrofuseThread;

/** Messaging calls as woven code tells them. */
final class MessagingCalls extends RetrofuseMessaging {
  private final Couriers couriers;
  private volatile RuleBook book;
  private volatile CallSpans spans;

  MessagingCalls(Couriers couriers) {
    this.couriers = couriers;
  }

  void ask(RuleBook other) {
    book = other;
  }

  /** From now on calls are recorded; null for not. */
  void record(CallSpans other) {
    spans = other;
  }

  @Override
  protected void over(String system, Object[] way) {
    if (book.keepsMessages() && !RetrofuseThread.current().inside(RetrofuseThread.MESSAGING)) {
      try {
        couriers.opened(system, way);
      } catch (Exception e) {
        // Its messages cannot be kept either, and that is told then.
      }
    }
  }

  @Override
  protected void undoable(Object channel) {
    couriers.transactional(channel);
  }

  @Override
  protected int nature(String system, Object sender, Throwable thrown) {
    return couriers.nature(system, sender, thrown);
  }

  @Override
  protected RetrofuseGuard guard(String system, String destination, String operation) {
    if (RetrofuseThread.current().inside(RetrofuseThread.MESSAGING)) {
      return null;
    }
    RetrofuseGuard guard = book.message(system, destination, operation);
    CallSpans recorded = spans;
    return recorded == null ? guard : recorded.send(guard, system, destination);
  }
}
