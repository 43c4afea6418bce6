package dev.retrofuse.engine.outcome;

/** What the end of a call says of the remote side. */
public enum Outcome {
  /** It answered, be it with a complaint about what it was asked. */
  SUCCESS,
  /** It did not answer, or not in time, or said that it cannot at present. */
  FAILURE,
  /** Nothing: the call was cancelled, or failed on this side. */
  IGNORED
}
