package dev.retrofuse.cli.attach;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What stands in the way of attaching, found without touching the process: the JVM's own answer
 * would be a time-out, a thread dump, or the end of a process that is no JVM.
 */
final class Preflight {
  private final Target target;
  private final File jar;

  Preflight(Target target, File jar) {
    this.target = target;
    this.jar = jar;
  }

  void check() throws AttachFailure {
    checkAlive();
    checkAllowed();
    checkReady();
    checkJarVisible();
  }

  /** That there is such a process, that it runs, and that it is a JVM. */
  void checkAlive() throws AttachFailure {
    if (!target.exists()) {
      throw new AttachFailure("there is no process " + target.pid());
    }
    if ("ZX".contains(target.state()) && !target.state().isEmpty()) {
      throw new AttachFailure("process " + target.pid() + " has ended");
    }
    if (!target.isJvm()) {
      if (target.opens("libj9vm")) {
        throw new AttachFailure(target + " is an OpenJ9 JVM; only HotSpot can be attached to");
      }
      String program = target.program().isEmpty() ? "" : " (" + target.program() + ")";
      throw new AttachFailure("process " + target.pid() + program + " is not a HotSpot JVM");
    }
    if ("Tt".contains(target.state()) && !target.state().isEmpty()) {
      throw new AttachFailure(
          target
              + " is stopped and cannot answer; 'kill -CONT "
              + target.pid()
              + "' lets it go on");
    }
  }

  void checkAllowed() throws AttachFailure {
    if (target.refusesAttach()) {
      throw new AttachFailure(
          target
              + " runs with -XX:+DisableAttachMechanism, which cannot be changed while it runs; "
              + atStart());
    }
    if (Boolean.FALSE.equals(target.flag("EnableDynamicAgentLoading"))) {
      throw new AttachFailure(
          target
              + " runs with -XX:-EnableDynamicAgentLoading, which cannot be changed while it runs; "
              + atStart());
    }
  }

  private String atStart() {
    if (target.hasAgent()) {
      return "the agent that it was started with can be seen and switched off over JMX,"
          + " dev.retrofuse:type=Agent";
    }
    return "start it without that option, or with -javaagent:" + jar + "=rules=FILE";
  }

  void checkReady() throws AttachFailure {
    if (target.state().isEmpty() || target.catchesQuit() || Files.exists(target.socket())) {
      return;
    }
    throw new AttachFailure(
        target.hasArgument("-Xrs")
            ? target + " runs with -Xrs, so that it cannot be asked to listen; " + atStart()
            : target + " is not ready yet: it is still starting; try again");
  }

  void checkJarVisible() throws AttachFailure {
    checkVisible(jar);
  }

  /**
   * That the JVM finds the same under that path: a container has a file system of its own.
   *
   * @param file absolute; a folder only has to be there
   */
  void checkVisible(File file) throws AttachFailure {
    Path root = target.root();
    if (root == null) {
      return;
    }
    Path there = root.resolve("." + file.getPath());
    boolean same = file.isDirectory() ? Files.isDirectory(there) : isCopy(file, there);
    if (!same) {
      throw new AttachFailure(
          target
              + " has a file system of its own, in which "
              + file
              + " is not this one; copy it there: "
              + copy(file, there.normalize()));
    }
  }

  private static boolean isCopy(File file, Path there) {
    try {
      return Files.isRegularFile(there) && Files.size(there) == file.length();
    } catch (IOException gone) {
      return false;
    }
  }

  private static String copy(File file, Path there) {
    Path folder = there.getParent();
    String make = Files.isDirectory(folder) ? "" : "mkdir -p " + folder + " && ";
    return make + (file.isDirectory() ? "cp -r " : "cp ") + file + " " + there;
  }
}
