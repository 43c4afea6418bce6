package dev.retrofuse.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.retrofuse.packaging.StartFilesWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the build puts into one file, the loader finds in it. */
class StartFilesTest {
  @TempDir Path folder;

  @BeforeEach
  void entries() throws IOException {
    write("in/waist/One.classdata", "one");
    write("in/META-INF/services/list", "a list");
    write("in/p/Aa.classdata", "Aa's");
    write("in/p/Empty.classdata", "");
    write("in/p/Other.classdata", "not told of");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private StartFiles written(String... told) throws IOException {
    Path log = Files.write(folder.resolve("log"), List.of(told));
    Path start = folder.resolve("start");
    StartFilesWriter.main(
        new String[] {log.toString(), folder.toString(), "in/", start.toString()});
    return new StartFiles(Files.readAllBytes(start));
  }

  private static String text(ByteBuffer file) {
    return file == null ? null : UTF_8.decode(file).toString();
  }

  @Test
  void whatTheJvmToldOfIsThere() throws IOException {
    StartFiles files = written("[0.1s][info][class,load] p.Aa source: in", "[Loaded p.Empty from");
    assertEquals("Aa's", text(files.find("in/p/Aa.classdata")));
    assertEquals("", text(files.find("in/p/Empty.classdata")));
    assertEquals("one", text(files.find("in/waist/One.classdata")));
    assertEquals("a list", text(files.find("in/META-INF/services/list")));
    assertNull(files.find("in/p/Other.classdata"));
  }

  @Test
  void anotherNameOfTheSameHashIsNotThere() throws IOException {
    assertEquals("in/p/Aa.classdata".hashCode(), "in/p/BB.classdata".hashCode());
    assertNull(written("p.Aa").find("in/p/BB.classdata"));
  }

  @Test
  void twoNamesOfTheSameHashAreRefused() throws IOException {
    write("in/p/BB.classdata", "BB's");
    assertThrows(IllegalStateException.class, () -> written("p.Aa", "p.BB"));
  }

  @Test
  void withoutThemNothingIsThere() {
    assertNull(new StartFiles(new byte[0]).find("in/p/Aa.classdata"));
  }
}
