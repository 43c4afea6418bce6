package dev.retrofuse.peers;

/** A breaker that is told what a call is for. */
public interface AnyKeyedBreaker {
  /** A permit, negative when the call is refused. */
  long acquire(String key);

  void end(long permit, String key, boolean failed);
}
