package dev.retrofuse.weaving;

/** Where weaving says what it leaves alone, and why. */
public interface WeavingLog {
  /**
   * One line, once per place however often it happens.
   *
   * @param place what distinguishes this line from others
   */
  void once(String place, String text);

  /** The same of classes whose calls are not guarded: what they are, and why. */
  default void leftAlone(String place, String text) {
    once(place, text);
  }
}
