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
    Files.createFile(folder.resolve(LiveFolder.ALIVE));
  }

  private String text(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  @Test
  void writesAndAnswers() throws IOException {
    LiveFolder live = new LiveFolder(folder.toFile(), 0);
    LiveFolder.write(folder, "ask-1", "open,rule=a");
    assertTrue(live.round(1, "{1}", "{2}", ECHO));
    assertEquals("{1}", text(LiveFolder.STATUS));
    assertEquals("{2}", text(LiveFolder.EVENTS));
    assertEquals("open,rule=a", Reply.read(folder.resolve("answer-1")).body());
    assertFalse(Files.exists(folder.resolve("ask-1")));
  }

  @Test
  void endsAndCleansUpWhenNothingHasBeenTouchedForAWhile() throws IOException {
    LiveFolder live = new LiveFolder(folder.toFile(), 0);
    long almost = LiveFolder.LEASE_NANOS - 1;
    assertTrue(live.round(almost, "{}", "{}", ECHO));
    Files.setLastModifiedTime(folder.resolve(LiveFolder.ALIVE), FileTime.fromMillis(1));
    assertTrue(live.round(almost + 1, "{}", "{}", ECHO));
    assertTrue(live.round(2 * almost, "{}", "{}", ECHO));
    assertFalse(live.round(2 * almost + 2, "{}", "{}", ECHO));
    assertFalse(Files.exists(folder));
  }

  @Test
  void endsWhenTheFolderIsGone() throws IOException {
    LiveFolder live = new LiveFolder(folder.toFile(), 0);
    LiveFolder.remove(folder);
    assertFalse(live.round(1, "{}", "{}", ECHO));
    assertFalse(Files.exists(folder));
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
    LiveFolder.write(folder, "ask-1", "x".repeat(8_193));
    Files.createSymbolicLink(folder.resolve("ask-2"), Path.of("/etc/hostname"));
    assertTrue(live.round(1, "{}", "{}", ECHO));
    assertEquals("", Reply.read(folder.resolve("answer-1")).body());
    assertEquals("", Reply.read(folder.resolve("answer-2")).body());
  }
}
