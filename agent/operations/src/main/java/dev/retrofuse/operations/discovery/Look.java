package dev.retrofuse.operations.discovery;

import dev.retrofuse.engine.CallSpans;

/** Somebody looks at the calls of a JVM for a while; begins when it is made. */
public interface Look {
  /**
   * What is to be told of each call.
   *
   * @param next who is to be told of them too; null for nobody
   */
  CallSpans before(CallSpans next);

  /** Ends it: from now on it is as old as it was, though calls under way may still end. */
  void end();

  /** All that was seen, as one text, after its end. */
  String report();
}
