package dev.retrofuse.engine;

/** Who is told what happens. Called on application threads: must neither block nor throw. */
public interface Events {
  /** A breaker changed its state. */
  void stateChanged(StateChange change);

  /**
   * Something an operator should know, once per place.
   *
   * @param place what distinguishes this note from others
   */
  void note(String place, String text);

  /** Something an operator should know each time it happens. */
  default void told(String text) {
    note(text, text);
  }

  /** Whether the next two are of use now; asked for each call that they would be told of. */
  default boolean watchesCalls() {
    return false;
  }

  /** A call was refused. */
  default void refused(Refusal refusal) {}

  /**
   * A call has ended that its rule's breaker takes for slow.
   *
   * @param nanos how long it took
   */
  default void slow(String rule, String key, long nanos) {}
}
