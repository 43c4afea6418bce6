package dev.retrofuse.operations;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The agent's side of {@link LiveFiles}: serves one program that looks on. */
public final class LiveFolder {
  /** The program is taken for gone when it has touched nothing for so long. */
  static final long LEASE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final int LONGEST_COMMAND = 8_192;
  private static final int MOST_ASKS_A_ROUND = 20;

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
    return Files.getLastModifiedTime(folder.resolve(LiveFiles.ALIVE), LinkOption.NOFOLLOW_LINKS)
        .toMillis();
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
      write(LiveFiles.STATUS, status);
      write(LiveFiles.EVENTS, events);
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
      String name = ask.getFileName().toString().substring(LiveFiles.ASK.length());
      write(LiveFiles.ANSWER + name, commands.answer(command));
    }
  }

  private List<Path> asks() throws IOException {
    List<Path> asks = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, LiveFiles.ASK + "*")) {
      for (Path file : files) {
        if (!file.toString().endsWith(LiveFiles.UNFINISHED) && asks.size() < MOST_ASKS_A_ROUND) {
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
    LiveFiles.write(folder, name, text);
  }

  /** Takes the folder away; what is not there is no matter. */
  void remove() {
    LiveFiles.remove(folder);
  }
}
