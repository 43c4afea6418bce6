package dev.retrofuse.operations;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A folder by which a program of the operator's goes on talking with the agent, without attaching
 * again. The program makes it, for its own user alone, and touches {@link #ALIVE} now and then. The
 * agent writes {@link #STATUS} and {@link #EVENTS} about once a second, and answers a command in a
 * file {@code ask-NAME} with a {@link Reply} in {@code answer-NAME}. Files appear whole: they are
 * moved to their place.
 */
public final class LiveFolder {
  public static final String STATUS = "status.json";
  public static final String EVENTS = "events.json";
  public static final String ALIVE = "alive";
  public static final String ASK = "ask-";
  public static final String ANSWER = "answer-";

  /** The program is taken for gone when it has touched nothing for so long. */
  static final long LEASE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final int LONGEST_COMMAND = 8_192;
  private static final int MOST_ASKS_A_ROUND = 20;
  private static final String UNFINISHED = ".part";

  /** Answers a command, as text whose first line says whether it is good. */
  public interface Commands {
    String answer(String command);
  }

  private final Path folder;
  private long touched;
  private long touchedNanos;

  /**
   * @throws IOException when it is no folder that belongs to this process' user alone
   */
  LiveFolder(File folder, long now) throws IOException {
    this.folder = folder.toPath();
    check();
    touched = lastTouched();
    touchedNanos = now;
  }

  private void check() throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(folder + " is no folder");
    }
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    PosixFileAttributes is =
        Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    Set<PosixFilePermission> others = EnumSet.copyOf(is.permissions());
    others.removeAll(
        EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE));
    if (!others.isEmpty()) {
      throw new IOException(folder + " can be used by others than its owner");
    }
  }

  private long lastTouched() throws IOException {
    return Files.getLastModifiedTime(folder.resolve(ALIVE), LinkOption.NOFOLLOW_LINKS).toMillis();
  }

  /**
   * Answers and writes.
   *
   * @return false when the program has gone, and with it what the agent had written
   */
  boolean round(long now, String status, String events, Commands commands) {
    try {
      if (!isAlive(now)) {
        remove();
        return false;
      }
      answer(commands);
      write(STATUS, status);
      write(EVENTS, events);
      return true;
    } catch (IOException gone) {
      return false;
    }
  }

  private boolean isAlive(long now) throws IOException {
    long last = lastTouched();
    if (last != touched) {
      touched = last;
      touchedNanos = now;
    }
    return now - touchedNanos < LEASE_NANOS;
  }

  private void answer(Commands commands) throws IOException {
    for (Path ask : asks()) {
      String command = command(ask);
      Files.delete(ask);
      String name = ask.getFileName().toString().substring(ASK.length());
      write(ANSWER + name, commands.answer(command));
    }
  }

  private List<Path> asks() throws IOException {
    List<Path> asks = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ASK + "*")) {
      for (Path file : files) {
        if (!file.toString().endsWith(UNFINISHED) && asks.size() < MOST_ASKS_A_ROUND) {
          asks.add(file);
        }
      }
    }
    return asks;
  }

  private static String command(Path ask) throws IOException {
    boolean fits =
        Files.isRegularFile(ask, LinkOption.NOFOLLOW_LINKS) && Files.size(ask) <= LONGEST_COMMAND;
    return fits ? new String(Files.readAllBytes(ask), StandardCharsets.UTF_8) : "";
  }

  private void write(String name, String text) throws IOException {
    write(folder, name, text);
  }

  /** Writes a file that appears whole, over one of that name. */
  public static void write(Path folder, String name, String text) throws IOException {
    Path part = folder.resolve(name + UNFINISHED);
    Files.write(part, text.getBytes(StandardCharsets.UTF_8));
    Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Takes the folder away; what is not there is no matter. */
  void remove() {
    remove(folder);
  }

  /** Takes a folder away with the files in it; what is not there is no matter. */
  public static void remove(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException gone) {
      // Somebody else takes it away as well.
    }
  }
}
