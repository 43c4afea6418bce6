package dev.retrofuse.peers;

/** A limit of any kind and library, as far as the scenarios need one. */
public interface AnyLimit {
  /** A permit, negative when the call is refused. */
  long acquire();

  /** A call ended, or was dropped because the other side has too much to do. */
  void end(long permit, boolean dropped);

  /** So many calls may be under way. */
  int limit();
}
