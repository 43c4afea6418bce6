package dev.retrofuse.cli.attach;

import dev.retrofuse.operations.Reply;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One question to the agent of one JVM, and its answer. */
public final class Conversation {
  // HotSpot takes 1,024 bytes with the closing zero.
  private static final int MOST_BYTES = 1_023;
  private static final int JAVA_THAT_WARNS = 21;

  private final Target self;
  private final Target target;
  private final File jar;
  private final long patienceSeconds;

  /**
   * @param jar Retrofuse's jar, which the JVM is made to load
   * @param patienceSeconds how long the JVM may take to answer
   */
  public Conversation(Processes processes, long pid, File jar, long patienceSeconds) {
    this.self = processes.self();
    this.target = processes.of(pid);
    this.jar = jar.getAbsoluteFile();
    this.patienceSeconds = patienceSeconds;
  }

  public Target target() {
    return target;
  }

  /**
   * Finds out whether this user may speak to that JVM at all. When only the JVM's own user may, and
   * this is root, the command is run again as that user.
   *
   * @param words the command to run, absolute paths only
   * @param files what the JVM's user must be able to read, besides the jar
   * @return the exit code of the command that was run; -1 when none was and this one is to go on
   */
  public int handOver(List<String> words, List<File> files) throws AttachFailure {
    new Preflight(target, jar).checkAlive();
    OtherUser other = new OtherUser(self, target, jar);
    other.checkAllowed(words);
    return other.isOther() ? other.runAsThem(words, join(jar, files)) : -1;
  }

  /** That the JVM belongs to this user, as a conversation without {@link #handOver} needs. */
  public void checkOwner() throws AttachFailure {
    if (new OtherUser(self, target, jar).isOther()) {
      throw new AttachFailure(
          target + " runs as " + target.user() + ", and only that user may speak to it");
    }
  }

  private static List<File> join(File first, List<File> others) {
    List<File> all = new ArrayList<>();
    all.add(first);
    all.addAll(others);
    return all;
  }

  /**
   * That the JVM can be asked, and finds the same files under the same paths.
   *
   * @param files absolute
   */
  public void checkVisible(List<File> files) throws AttachFailure {
    Preflight preflight = new Preflight(target, jar);
    preflight.check();
    for (File file : files) {
      preflight.checkVisible(file);
    }
  }

  /** All that helps or hinders speaking to that JVM, found without touching it. */
  public List<Finding> examine() {
    return new Examination(self, target, jar).findings();
  }

  /** What the JVM will log of its own accord at each {@link #ask}; null for nothing. */
  public String warning() {
    if (target.javaFeature() < JAVA_THAT_WARNS
        || Boolean.TRUE.equals(target.flag("EnableDynamicAgentLoading"))) {
      return null;
    }
    return "Java "
        + target.javaFeature()
        + " writes 'WARNING: A Java agent has been loaded dynamically' to the error output of "
        + target
        + " each time it is spoken to, unless it was started with -XX:+EnableDynamicAgentLoading";
  }

  /**
   * Asks and waits for the answer.
   *
   * @throws AttachFailure when there is none, with the reason
   */
  public Reply ask(Map<String, String> arguments) throws AttachFailure {
    new Preflight(target, jar).check();
    String name = ".retrofuse-" + secret();
    Path file = target.fileOutside(name);
    try {
      AttachFailure failure = load(text(arguments, target.fileInside(name)));
      Reply reply = Reply.read(file);
      if (reply != null) {
        return reply;
      }
      throw failure != null ? failure : new AttachFailure(Refusals.notStarted(target));
    } catch (IOException e) {
      throw new AttachFailure("the answer of " + target + " cannot be read: " + e.getMessage(), e);
    } finally {
      delete(file);
    }
  }

  static String secret() {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    StringBuilder hex = new StringBuilder();
    for (byte each : random) {
      hex.append(Character.forDigit(each >> 4 & 0xf, 16))
          .append(Character.forDigit(each & 0xf, 16));
    }
    return hex.toString();
  }

  private String text(Map<String, String> arguments, Path reply) throws AttachFailure {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> argument : arguments.entrySet()) {
      text.append(argument.getKey()).append('=').append(encoded(argument.getValue())).append(',');
    }
    text.append("reply=").append(encoded(reply.toString()));
    text.append(",jar=").append(encoded(jar.getPath()));
    String sent = jar.getPath() + '=' + text;
    if (sent.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw new AttachFailure(
          "the paths of jar and rule file are too long to be sent to a JVM, which takes "
              + MOST_BYTES
              + " bytes: "
              + sent);
    }
    return text.toString();
  }

  /** A command as a running agent takes it. */
  static String text(String command, Map<String, String> arguments) {
    StringBuilder text = new StringBuilder(command);
    for (Map.Entry<String, String> argument : arguments.entrySet()) {
      text.append(',').append(argument.getKey()).append('=').append(encoded(argument.getValue()));
    }
    return text.toString();
  }

  private static String encoded(String value) {
    return value.replace("%", "%25").replace(",", "%2C");
  }

  /** What went wrong, which an answer, if there is one, outweighs; or null. */
  private AttachFailure load(String arguments) throws AttachFailure {
    Channel channel = channel(jar);
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              channel.load(target, jar, arguments);
              return null;
            });
    // A thread of its own: waiting for a JVM that has stopped cannot be interrupted.
    Thread thread = new Thread(task, "attach");
    thread.setDaemon(true);
    thread.start();
    try {
      task.get(patienceSeconds, TimeUnit.SECONDS);
      return null;
    } catch (TimeoutException e) {
      return new AttachFailure(
          target + " has not answered within " + patienceSeconds + " s; it may still do so", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new AttachFailure("interrupted", e);
    } catch (ExecutionException e) {
      return e.getCause() instanceof AttachFailure
          ? (AttachFailure) e.getCause()
          : new AttachFailure(target + " could not be spoken to: " + e.getCause(), e);
    }
  }

  static Channel channel(File jar) throws AttachFailure {
    Channel channel = JdkAttach.find();
    if (channel == null) {
      channel = HotSpotProtocol.find();
    }
    if (channel == null) {
      throw new AttachFailure(
          "this Java "
              + System.getProperty("java.version")
              + " has no Attach API and no UNIX sockets: run this command with a JDK, or with any"
              + " Java from 16 on; or start the application with -javaagent:"
              + jar
              + "=rules=FILE");
    }
    return channel;
  }

  private static void delete(Path file) throws AttachFailure {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new AttachFailure("the answer in " + file + " cannot be deleted: " + e.getMessage(), e);
    }
  }
}
