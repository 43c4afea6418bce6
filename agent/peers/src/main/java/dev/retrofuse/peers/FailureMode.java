package dev.retrofuse.peers;

import java.util.List;

/** One way to fail, played against each library that is known for it and against Retrofuse. */
public interface FailureMode {
  /** What goes wrong, in a few words. */
  String title();

  /** Plays it anew, in virtual time where the library allows it, else in at most two seconds. */
  List<Row> play();

  /** {@code F6} for a class named {@code F06...}. */
  default String id() {
    return "F" + Integer.parseInt(getClass().getSimpleName().substring(1, 3));
  }

  /** The test that holds the figures to what is expected of them. */
  default String test() {
    return getClass().getSimpleName() + "Test";
  }
}
