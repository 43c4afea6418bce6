package dev.retrofuse.cli;

/** Makes the engine usable in the command line's own JVM, which no agent has prepared. */
public interface EngineHere {
  /**
   * To be called before the first use; again without effect.
   *
   * @throws Exception when this Java does not allow it
   */
  void prepare() throws Exception;
}
