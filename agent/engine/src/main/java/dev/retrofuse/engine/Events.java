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
}
