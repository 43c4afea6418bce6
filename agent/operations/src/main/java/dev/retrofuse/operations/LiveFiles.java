package dev.retrofuse.operations;

import dev.retrofuse.engine.OwnersOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The files of a folder by which a program of the operator's goes on talking with the agent,
 * without attaching again. The program makes the folder, for its own user alone, and touches {@link
 * #ALIVE} now and then. The agent writes {@link #STATUS} and {@link #EVENTS} about once a second,
 * and answers a command in a file {@code ask-NAME} with a {@link Reply} in {@code answer-NAME}.
 * Files appear whole: they are moved to their place.
 */
public final class LiveFiles {
  public static final String STATUS = "status.json";
  public static final String EVENTS = "events.json";
  public static final String ALIVE = "alive";
  public static final String ASK = "ask-";
  public static final String ANSWER = "answer-";

  /** What the names of such folders begin with. */
  public static final String PREFIX = ".retrofuse-live-";

  /** What the names of files end with that are not whole yet. */
  static final String UNFINISHED = ".part";

  private LiveFiles() {}

  /** Makes one for its owner alone, as a program that begins to look on does. */
  public static void make(Path folder) throws IOException {
    Files.createDirectory(folder, OwnersOnly.folder());
    Files.createFile(folder.resolve(ALIVE), OwnersOnly.file());
    ForgottenFolders.sweep(folder);
  }

  /** Writes a file of its owner's alone that appears whole, over one of that name. */
  public static void write(Path folder, String name, String text) throws IOException {
    Path part = folder.resolve(name + UNFINISHED);
    Files.deleteIfExists(part);
    Files.createFile(part, OwnersOnly.file());
    Files.write(part, text.getBytes(StandardCharsets.UTF_8));
    Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
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
