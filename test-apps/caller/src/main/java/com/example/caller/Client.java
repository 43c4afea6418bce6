package com.example.caller;

/** One way to call another service. */
interface Client {
  /**
   * Makes one call.
   *
   * @param what {@code ok}; {@code fail}, {@code busy}, {@code flaky} and {@code slow} for what the
   *     other side is asked to do; {@code big} for a call that fills every buffer on its way
   * @return what came of it, in a word or two
   */
  String call(String what) throws Exception;

  /** Leaves nothing behind at the other side. */
  default void close() throws Exception {}
}
