package dev.retrofuse.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that would never end, or fill the memory, are refused before they are read. */
class InputFileTest {
  @TempDir Path folder;

  private static String refusal(File file) {
    return refusal(file, 1000);
  }

  private static String refusal(File file, int most) {
    return assertThrows(IOException.class, () -> InputFile.read(file, most)).getMessage();
  }

  @Test
  void readsWhatIsNotTooLong() throws IOException {
    Path file = Files.write(folder.resolve("f"), new byte[1000]);
    assertEquals(1000, InputFile.read(file.toFile(), 1000).length);
    assertEquals("more than 999 bytes; allowed: at most so many", refusal(file.toFile(), 999));
  }

  @Test
  void whatNeverEndsIsNotOpened() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    assertEquals("no regular file; name a file", refusal(pipe.toFile()));
    assertEquals("no regular file; name a file", refusal(new File("/dev/zero")));
    assertEquals("a directory; name a file", refusal(folder.toFile()));
    File none = folder.resolve("none").toFile();
    assertEquals(none + ": no such file; check the path", refusal(none));
  }

  /** A file of the system's that says it has no bytes. */
  @Test
  void itsLengthIsNotBelieved() throws IOException {
    assertEquals(
        "more than 10 bytes; allowed: at most so many", refusal(new File("/proc/meminfo"), 10));
  }
}
