package dev.retrofuse.cli.attach;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A JVM of another user. A JVM listens to its own user only (from Java 11 on also to root), so root
 * runs the command again as that user, and everybody else is told how to.
 */
final class OtherUser {
  private final Target self;
  private final Target target;
  private final File jar;

  OtherUser(Target self, Target target, File jar) {
    this.self = self;
    this.target = target;
    this.jar = jar;
  }

  /** Whether the two differ. */
  boolean isOther() {
    return self.uid() >= 0 && target.uid() >= 0 && self.uid() != target.uid();
  }

  /**
   * @param words the command to be run, absolute paths only
   * @throws AttachFailure unless root asks
   */
  void checkAllowed(List<String> words) throws AttachFailure {
    if (isOther() && self.uid() != 0) {
      throw new AttachFailure(
          target
              + " belongs to user "
              + target.user()
              + " and you are "
              + self.user()
              + "; run: sudo -u "
              + target.user()
              + ' '
              + quoted(java(words)));
    }
  }

  /**
   * Runs the command as the target's user, with this process's streams.
   *
   * @param files what that user must be able to read
   * @return its exit code, or -1 when this machine has no tool to change user with
   */
  int runAsThem(List<String> words, List<File> files) throws AttachFailure {
    for (List<String> prefix : Arrays.asList(setpriv(), runuser())) {
      if (run(join(prefix, Collections.singletonList("true")), false) == 0
          && run(join(prefix, Arrays.asList("test", "-x", javaProgram())), false) == 0) {
        for (File file : files) {
          checkReadable(prefix, file);
        }
        return run(join(prefix, java(words)), true);
      }
    }
    if (target.javaFeature() > 0 && target.javaFeature() < 11) {
      throw new AttachFailure(
          target
              + " is a Java "
              + target.javaFeature()
              + ", which listens to its own user only, "
              + target.user()
              + ", and neither setpriv nor runuser can run "
              + javaProgram()
              + " as that user");
    }
    return -1;
  }

  private void checkReadable(List<String> prefix, File file) throws AttachFailure {
    if (run(join(prefix, Arrays.asList("test", "-r", file.getPath())), false) != 0) {
      throw new AttachFailure(
          file
              + " cannot be read by user "
              + target.user()
              + ", to whom "
              + target
              + " belongs; copy it to a folder that this user may enter");
    }
  }

  private List<String> setpriv() {
    List<String> command = new ArrayList<>();
    Collections.addAll(command, "setpriv", "--reuid=" + target.uid(), "--regid=" + target.gid());
    List<Long> groups = target.groups();
    command.add(groups.isEmpty() ? "--clear-groups" : "--groups=" + joined(groups));
    return command;
  }

  private static String joined(List<Long> groups) {
    StringBuilder text = new StringBuilder();
    for (Long group : groups) {
      text.append(text.length() == 0 ? "" : ",").append(group);
    }
    return text.toString();
  }

  private List<String> runuser() {
    return Arrays.asList("runuser", "-u", target.user(), "--");
  }

  private List<String> java(List<String> words) {
    return join(Arrays.asList(javaProgram(), "-jar", jar.getPath()), words);
  }

  private static String javaProgram() {
    return new File(System.getProperty("java.home"), "bin/java").getPath();
  }

  private static List<String> join(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  // -1 when there is no such program. In "/", because that user may not enter this folder.
  private static int run(List<String> command, boolean shown) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(new File("/"));
    if (shown) {
      builder.inheritIO();
    } else {
      builder.redirectErrorStream(true);
    }
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      while (!shown && process.getInputStream().read() >= 0) {
        // What it says does not matter; that it can say it does.
      }
      return process.waitFor();
    } catch (IOException absent) {
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  private static String quoted(List<String> words) {
    StringBuilder text = new StringBuilder();
    for (String word : words) {
      boolean plain = word.matches("[A-Za-z0-9_@%+=:,./-]+");
      text.append(text.length() == 0 ? "" : " ");
      text.append(plain ? word : "'" + word.replace("'", "'\\''") + "'");
    }
    return text.toString();
  }
}
