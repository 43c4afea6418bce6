package dev.retrofuse.cli.attach;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.concurrent.TimeUnit;

/**
 * HotSpot's attach protocol, for a Java without the Attach API: a file and SIGQUIT make the JVM
 * listen on a socket; a request is the version and four strings, each ended by a zero byte; the
 * answer's first line is 0 or an error's number, the next what the agent returned.
 */
final class HotSpotProtocol implements Channel {
  private static final String VERSION = "1";
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long STEP_MILLIS = 50;
  private static final int BAD_JAR = 100;

  private final AttachSocket socket;

  HotSpotProtocol(AttachSocket socket) {
    this.socket = socket;
  }

  /** Null where this Java has no UNIX sockets. */
  static HotSpotProtocol find() {
    try {
      Class<?> type = Class.forName("dev.retrofuse.cli.attach.UnixSocket16");
      return new HotSpotProtocol((AttachSocket) type.getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException | LinkageError before16) {
      return null;
    }
  }

  @Override
  public void load(Target target, File jar, String arguments) throws AttachFailure {
    try {
      if (!Files.exists(target.socket())) {
        awaken(target);
      }
      checkOwner(target);
      byte[] request = request("load", "instrument", "false", jar.getPath() + "=" + arguments);
      byte[] answer = socket.exchange(target.socket(), request);
      read(target, new String(answer, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AttachFailure(target + " could not be spoken to: " + e.getMessage(), e);
    }
  }

  // Anybody may put a socket of that name into a folder that all share.
  private static void checkOwner(Target target) throws IOException, AttachFailure {
    Object owner = Files.getAttribute(target.socket(), "unix:uid", LinkOption.NOFOLLOW_LINKS);
    if (target.uid() >= 0 && !owner.equals((int) target.uid())) {
      throw new AttachFailure(
          target.socket() + " does not belong to " + target + ", but to user number " + owner);
    }
  }

  private static byte[] request(String... parts) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.write(VERSION.getBytes(StandardCharsets.UTF_8));
    for (String part : parts) {
      request.write(0);
      request.write(part.getBytes(StandardCharsets.UTF_8));
    }
    request.write(0);
    return request.toByteArray();
  }

  private static void awaken(Target target) throws IOException, AttachFailure {
    boolean ours = create(target);
    try {
      quit(target);
      long end = System.nanoTime() + PATIENCE_NANOS;
      while (!Files.exists(target.socket())) {
        if (System.nanoTime() - end > 0) {
          throw new AttachFailure(target + " does not answer: it opened no socket within 10 s");
        }
        TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AttachFailure("interrupted", e);
    } finally {
      if (ours) {
        Files.deleteIfExists(target.trigger());
      }
    }
  }

  private static boolean create(Target target) throws IOException {
    try {
      Files.createFile(target.trigger());
      return true;
    } catch (FileAlreadyExistsException another) {
      return false;
    }
  }

  private static void quit(Target target) throws IOException, InterruptedException, AttachFailure {
    // The process ends by this signal if it does not catch it; it did when last looked at.
    Process kill = new ProcessBuilder("sh", "-c", "kill -QUIT " + target.pid()).start();
    if (kill.waitFor() != 0) {
      throw new AttachFailure("no signal could be sent to " + target);
    }
  }

  static void read(Target target, String answer) throws AttachFailure {
    String[] lines = answer.split("\n", -1);
    String message = answer.trim().replace('\n', ' ');
    if (number(lines[0]) != 0) {
      throw new AttachFailure(Refusals.notLoaded(target, message));
    }
    boolean silent = lines.length < 2 || lines[1].isEmpty();
    int agent = silent ? 0 : number(lines[1].replace("return code: ", ""));
    if (agent == BAD_JAR) {
      throw new AttachFailure(Refusals.notLoaded(target, message));
    }
    if (agent != 0) {
      throw new AttachFailure(Refusals.notStarted(target));
    }
  }

  // -1 for words, which are an error's explanation.
  private static int number(String text) {
    try {
      return Integer.parseInt(text.trim());
    } catch (NumberFormatException words) {
      return -1;
    }
  }
}
