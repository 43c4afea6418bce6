package dev.retrofuse.engine.outcome;

/** What the end of a call says of the remote side. */
public enum Outcome {
  /** It did what it was asked. */
  SUCCESS(false, true),
  /** It works, but was asked something wrong. */
  CLIENT_FAULT(false, true),
  /** It did not answer, or said that it cannot. */
  FAILURE(true, true),
  /** It has too much to do: it said so, or did not answer in time. */
  OVERLOAD(true, true),
  /** Nothing: this side gave the call up. */
  CANCELLED(false, false),
  /** Nothing: the call failed on this side, such as in a wait for the own pool. */
  LOCAL(false, false);

  private final boolean bad;
  private final boolean judged;

  Outcome(boolean bad, boolean judged) {
    this.bad = bad;
    this.judged = judged;
  }

  /** Whether it raises a failure rate. */
  public boolean isBad() {
    return bad;
  }

  /** Whether it says anything of the remote side. */
  public boolean isJudged() {
    return judged;
  }
}
