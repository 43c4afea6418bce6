package dev.retrofuse.cli.attach;

import dev.retrofuse.operations.LiveFiles;
import dev.retrofuse.operations.Reply;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A conversation with an agent that goes on: the JVM is attached to once, at its beginning. */
public final class LiveConversation implements Closeable {
  private static final long LOOK_MILLIS = 50;

  private final Target target;
  private final Path folder;
  private final Thread atExit;
  private int asked;

  private LiveConversation(Target target, Path folder) {
    this.target = target;
    this.folder = folder;
    atExit = new Thread(() -> LiveFiles.remove(folder));
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Begins one. To be closed.
   *
   * @throws AttachFailure when the agent does not take part, with the reason
   */
  public static LiveConversation begin(Conversation conversation)
      throws AttachFailure, IOException {
    String name = LiveFiles.PREFIX + Conversation.secret();
    Target target = conversation.target();
    Path folder = target.fileOutside(name);
    LiveConversation live = new LiveConversation(target, folder);
    try {
      LiveFiles.make(folder);
      Map<String, String> arguments = new LinkedHashMap<>();
      arguments.put("command", "live");
      arguments.put("folder", target.fileInside(name).toString());
      Reply reply = conversation.ask(arguments);
      if (!reply.isOk()) {
        throw new AttachFailure(target + ": " + reply.error());
      }
      return live;
    } catch (AttachFailure | IOException | RuntimeException failure) {
      live.close();
      throw failure;
    }
  }

  public Target target() {
    return target;
  }

  /**
   * The agent's status as it was about a second ago at most, as JSON.
   *
   * @return null before the first
   * @throws AttachFailure when the agent or its JVM has gone
   */
  public String status() throws AttachFailure, IOException {
    return read(LiveFiles.STATUS);
  }

  /** The agent's last events, likewise. */
  public String events() throws AttachFailure, IOException {
    return read(LiveFiles.EVENTS);
  }

  private String read(String name) throws AttachFailure, IOException {
    touch();
    try {
      return new String(Files.readAllBytes(folder.resolve(name)), StandardCharsets.UTF_8);
    } catch (NoSuchFileException early) {
      return null;
    }
  }

  private void touch() throws AttachFailure, IOException {
    if (!target.exists()) {
      throw new AttachFailure(target + " has ended");
    }
    try {
      Files.setLastModifiedTime(
          folder.resolve(LiveFiles.ALIVE), FileTime.fromMillis(System.currentTimeMillis()));
    } catch (NoSuchFileException gone) {
      throw new AttachFailure("Retrofuse is no longer attached to " + target);
    }
  }

  /** Asks for a command without arguments. */
  public Reply ask(String command, long patienceMillis) throws AttachFailure, IOException {
    return ask(command, Collections.<String, String>emptyMap(), patienceMillis);
  }

  /**
   * Asks and waits for the answer, about a second.
   *
   * @throws AttachFailure when there is none in time
   */
  public Reply ask(String command, Map<String, String> arguments, long patienceMillis)
      throws AttachFailure, IOException {
    String name = Integer.toString(++asked);
    LiveFiles.write(folder, LiveFiles.ASK + name, Conversation.text(command, arguments));
    Path answer = folder.resolve(LiveFiles.ANSWER + name);
    long end = System.nanoTime() + patienceMillis * 1_000_000;
    while (!Files.exists(answer)) {
      touch();
      if (System.nanoTime() > end) {
        throw new AttachFailure(
            target + " has not answered within " + patienceMillis / 1_000 + " s; it may still");
      }
      pause();
    }
    Reply reply = Reply.read(answer);
    Files.delete(answer);
    return reply;
  }

  private static void pause() throws AttachFailure {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AttachFailure("interrupted", e);
    }
  }

  /** The agent sees by this that nobody looks on any more. */
  @Override
  public void close() {
    LiveFiles.remove(folder);
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException exiting) {
      // The hook does the same.
    }
  }
}
