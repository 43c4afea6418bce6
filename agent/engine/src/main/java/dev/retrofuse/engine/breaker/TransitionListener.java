package dev.retrofuse.engine.breaker;

/** Is told of each change of state, on the thread whose call brought it about. */
public interface TransitionListener {
  /** Must neither block nor throw. */
  void changed(Transition transition);
}
