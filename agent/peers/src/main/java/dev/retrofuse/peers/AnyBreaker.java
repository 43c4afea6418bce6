package dev.retrofuse.peers;

/** A circuit breaker of any library, as far as the scenarios need one. */
public interface AnyBreaker {
  /** A permit, negative when the call is refused. */
  long acquire();

  /** A call that was let through ended. */
  void end(long permit, boolean failed);

  /** A call that was let through ended in a way that says nothing about the other side. */
  void ignore(long permit);

  /** {@code CLOSED}, {@code OPEN} or {@code HALF_OPEN}. */
  String state();

  /** A scenario that did not come to where it wants to be has shown nothing. */
  default void expect(String state) {
    if (!state().equals(state)) {
      throw new IllegalStateException(getClass().getSimpleName() + " is " + state());
    }
  }

  /** Makes one call; false when it is refused. */
  default boolean call(boolean failed) {
    long permit = acquire();
    if (permit >= 0) {
      end(permit, failed);
    }
    return permit >= 0;
  }

  /** Makes so many calls, and says how many of them were let through. */
  default int calls(int count, boolean failed) {
    int passed = 0;
    for (int i = 0; i < count; i++) {
      passed += call(failed) ? 1 : 0;
    }
    return passed;
  }
}
