package dev.retrofuse.engine;

import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseMessaging;
import dev.retrofuse.waist.RetrofuseThread;

/** Messaging calls as woven code tells them. */
final class MessagingCalls extends RetrofuseMessaging {
  private volatile RuleBook book;

  void ask(RuleBook other) {
    book = other;
  }

  @Override
  protected RetrofuseGuard guard(String system, String destination, String operation) {
    return RetrofuseThread.current().inside(RetrofuseThread.MESSAGING)
        ? null
        : book.message(system, destination, operation);
  }
}
