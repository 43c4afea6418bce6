package dev.retrofuse.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveFolderTest {
  private static final LiveFolder.Commands ECHO = command -> "ok\n" + command;

  @TempDir Path parent;
  private Path folder;

  @BeforeEach
  void make() throws IOException {
    folder = Files.createDirectory(parent.resolve("live"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    Files.createFile(folder.resolve(LiveFiles.ALIVE));
  }

  private String text(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  @Test
  void writesAndAnswers() throws IOException {
    LiveFolder live = new LiveFolder(folder.toFile(), 0);
    LiveFiles.write(folder, "ask-1", "open,rule=a");
    assertTrue(live.round(1, "{1}", "{2}", ECHO));
    assertEquals("{1}", text(LiveFiles.STATUS));
    assertEquals("{2}", text(LiveFiles.EVENTS));
    assertEquals("open,rule=a", Reply.read(folder.resolve("answer-1")).body());
    assertFalse(Files.exists(folder.resolve("ask-1")));
  }

  @Test
  void endsAndCleansUpWhenNothingHasBeenTouchedForAWhile() throws IOException {
    LiveFolder live = new LiveFolder(folder.toFile(), 0);
    long almost = LiveFolder.LEASE_NANOS - 1;
    assertTrue(live.round(almost, "{}", "{}", ECHO));
    Files.setLastModifiedTime(folder.resolve(LiveFiles.ALIVE), FileTime.fromMillis(1));
    assertTrue(live.round(almost + 1, "{}", "{}", ECHO));
    assertTrue(live.round(2 * almost, "{}", "{}", ECHO));
    assertFalse(live.round(2 * almost + 2, "{}", "{}", ECHO));
    assertFalse(Files.exists(folder));
  }

  @Test
  void endsWhenTheFolderIsGone() throws IOException {
    LiveFolder live = new LiveFolder(folder.toFile(), 0);
    LiveFiles.remove(folder);
    assertFalse(live.round(1, "{}", "{}", ECHO));
    assertFalse(Files.exists(folder));
  }

  @Test
  void whatWasBeingWrittenWhenTheProgramWentIsTakenAway() throws IOException {
    LiveFolder live = new LiveFolder(folder.toFile(), 0);
    LiveFiles.write(folder, LiveFiles.STATUS, "{}");
    Files.delete(folder.resolve(LiveFiles.ALIVE));
    assertFalse(live.round(1, "{}", "{}", ECHO));
    assertFalse(Files.exists(folder));
  }

  @Test
  void isItsOwnersAloneAndTakesTheForgottenAway() throws IOException {
    Path own = parent.resolve(LiveFiles.PREFIX + "own");
    Path old = Files.createDirectory(parent.resolve(LiveFiles.PREFIX + "old"));
    Path fresh = Files.createDirectory(parent.resolve(LiveFiles.PREFIX + "fresh"));
    Files.createFile(old.resolve(LiveFiles.STATUS));
    Path link = Files.createSymbolicLink(parent.resolve(LiveFiles.PREFIX + "link"), folder);
    for (Path each : List.of(old, folder)) {
      Files.setLastModifiedTime(each, FileTime.fromMillis(1_000_000));
    }
    LiveFiles.make(own);
    LiveFiles.write(own, LiveFiles.STATUS, "{}");
    assertFalse(Files.exists(old));
    assertTrue(Files.exists(fresh));
    assertTrue(Files.exists(link));
    assertTrue(Files.exists(folder.resolve(LiveFiles.ALIVE)));
    assertEquals("rwx------", permissions(own));
    assertEquals("rw-------", permissions(own.resolve(LiveFiles.STATUS)));
    assertEquals("rw-------", permissions(own.resolve(LiveFiles.ALIVE)));
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void takesNoFolderThatOthersCanUse() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));
    assertThrows(IOException.class, () -> new LiveFolder(folder.toFile(), 0));
    Path link = Files.createSymbolicLink(parent.resolve("link"), folder);
    assertThrows(IOException.class, () -> new LiveFolder(link.toFile(), 0));
  }

  @Test
  void answersNoCommandThatIsTooLongOrALink() throws IOException {
    LiveFolder live = new LiveFolder(folder.toFile(), 0);
    LiveFiles.write(folder, "ask-1", "x".repeat(8_193));
    Files.createSymbolicLink(folder.resolve("ask-2"), Path.of("/etc/hostname"));
    assertTrue(live.round(1, "{}", "{}", ECHO));
    assertEquals("", Reply.read(folder.resolve("answer-1")).body());
    assertEquals("", Reply.read(folder.resolve("answer-2")).body());
  }
}
