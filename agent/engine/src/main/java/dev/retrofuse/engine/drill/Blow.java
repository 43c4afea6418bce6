package dev.retrofuse.engine.drill;

import dev.retrofuse.engine.outcome.Outcome;

/** What a drill does to a call. */
public enum Blow {
  /** It is made. */
  NONE(0, null),
  /** It fails as if the other side could not be reached. */
  FAILURE(Long.MIN_VALUE, Outcome.FAILURE),
  /** It fails as if its connection had been lost. */
  ABORT(Long.MIN_VALUE + 1, Outcome.FAILURE),
  /** Its time-out is over. */
  TIME_OUT(Long.MIN_VALUE + 2, Outcome.OVERLOAD);

  private final long permit;
  private final Outcome outcome;

  Blow(long permit, Outcome outcome) {
    this.permit = permit;
    this.outcome = outcome;
  }

  /** Of the call that got this permit. */
  public static Blow of(long permit) {
    return permit == FAILURE.permit
        ? FAILURE
        : permit == ABORT.permit ? ABORT : permit == TIME_OUT.permit ? TIME_OUT : NONE;
  }

  /** What a call that is not made gets for a permit; below all that others refuse with. */
  public long permit() {
    return permit;
  }

  /** Of a call that is not made. */
  public Outcome outcome() {
    return outcome;
  }
}
