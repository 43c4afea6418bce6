package dev.retrofuse.cli.attach;

import java.io.File;

/** A way to make a JVM load an agent. */
interface Channel {
  /**
   * Returns when the agent has answered.
   *
   * @throws AttachFailure when the JVM did not take the agent
   */
  void load(Target target, File jar, String arguments) throws AttachFailure;
}
