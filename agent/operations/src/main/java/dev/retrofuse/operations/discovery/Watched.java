package dev.retrofuse.operations.discovery;

/** Who is told what becomes of a call, on whichever thread it does. */
public interface Watched {
  /** It is made; its tries are one call. */
  void begins();

  /** A rule does not let it through, or not its next try; then {@link #ends} follows. */
  void isRefused();

  /**
   * It has ended.
   *
   * @param nanos how long it took
   * @param status that of HTTP, or 0 where there is none
   * @param thrown its failure; null for none
   */
  void ends(long nanos, int status, Throwable thrown);

  /**
   * Its answer asks to be left alone for a while; before {@link #ends}.
   *
   * @param nanos above 0
   */
  default void asksToWait(long nanos) {}

  /** Whether it wants to be told so, which makes woven code look at the answer's header. */
  default boolean wantsWaits() {
    return false;
  }
}
