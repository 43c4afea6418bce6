package dev.retrofuse.operations;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
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

  /** What the names of such folders begin with. */
  public static final String PREFIX = ".retrofuse-live-";

  /** The agent writes each second, so a folder that is so old is nobody's. */
  static final long STALE_MILLIS = TimeUnit.MINUTES.toMillis(5);

  private static final FileAttribute<?>[] OWNERS_FOLDER = {
    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
  };

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
      remove(); // what was being written while the program took its folder away
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

  /** Writes a file of its owner's alone that appears whole, over one of that name. */
  public static void write(Path folder, String name, String text) throws IOException {
    Path part = folder.resolve(name + UNFINISHED);
    Files.deleteIfExists(part);
    Files.createFile(part, Reply.ownersOnly());
    Files.write(part, text.getBytes(StandardCharsets.UTF_8));
    Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Makes one for its owner alone, as a program that begins to look on does. */
  public static void make(Path folder) throws IOException {
    Files.createDirectory(folder, Reply.hasPermissions() ? OWNERS_FOLDER : new FileAttribute<?>[0]);
    Files.createFile(folder.resolve(ALIVE), Reply.ownersOnly());
    sweep(folder);
  }

  /**
   * Takes away folders beside that one which are the same user's and which nobody has written to
   * for minutes: those of programs that were killed together with the JVM they looked at.
   */
  static void sweep(Path own) {
    try (DirectoryStream<Path> beside = Files.newDirectoryStream(own.getParent(), PREFIX + "*")) {
      UserPrincipal user = Files.getOwner(own, LinkOption.NOFOLLOW_LINKS);
      long stale = lastChanged(own) - STALE_MILLIS;
      for (Path each : beside) {
        if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)
            && Files.getOwner(each, LinkOption.NOFOLLOW_LINKS).equals(user)
            && lastChanged(each) < stale) {
          remove(each);
        }
      }
    } catch (IOException | RuntimeException unreadable) {
      // Left for another time.
    }
  }

  /** When a file last came into it or went, in milliseconds since 1970. */
  private static long lastChanged(Path folder) throws IOException {
    return Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS).toMillis();
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
