package dev.retrofuse.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.rules.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
  private static final int BYTES = 1_000;

  @TempDir Path folder;

  private final Written written = new Written();
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("retrofuse.log");
  }

  @AfterEach
  void close() {
    written.log.close();
  }

  private void open(int keep) {
    written.log.to(new LogFile(file.toString(), BYTES, keep));
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(each -> each.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void hasTheLinesForItsOwnerAlone() throws IOException {
    open(3);
    written.log.line("user=scott password=tiger");
    assertEquals(1, written.lines().size());
    assertTrue(written.last().endsWith("further lines are in " + file), written::last);
    List<String> lines = Files.readAllLines(file);
    assertEquals(1, lines.size());
    assertTrue(lines.get(0).startsWith("[retrofuse] "), lines.toString());
    assertFalse(lines.get(0).contains("tiger"), lines.toString());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    written.log.to(null);
    written.log.line("back");
    assertTrue(written.last().endsWith(" back"), written::last);
  }

  @Test
  void isAddedToWhenItExists() throws IOException {
    Files.writeString(file, "before\n");
    open(1);
    written.log.line("after");
    assertEquals("before", Files.readAllLines(file).get(0));
    assertEquals(2, Files.readAllLines(file).size());
  }

  @Test
  void isRotatedAndKeptSoManyTimes() throws IOException {
    open(2);
    for (int i = 0; i < 100; i++) {
      written.log.line("line " + i);
    }
    assertEquals(Set.of("retrofuse.log", "retrofuse.log.1", "retrofuse.log.2"), files());
    String all = "";
    for (String name : List.of("retrofuse.log.2", "retrofuse.log.1", "retrofuse.log")) {
      Path part = folder.resolve(name);
      assertTrue(Files.size(part) <= BYTES, name);
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(part)));
      all += Files.readString(part);
    }
    int first = 100 - (int) all.lines().count();
    assertTrue(first > 0 && all.lines().findFirst().orElseThrow().endsWith("line " + first), all);
    assertTrue(all.endsWith("line 99\n"), all);
  }

  @Test
  void keepsNoneWhereNoneIsWanted() throws IOException {
    open(0);
    for (int i = 0; i < 50; i++) {
      written.log.line("line " + i);
    }
    assertEquals(Set.of("retrofuse.log"), files());
    assertTrue(Files.size(file) <= BYTES);
  }

  @Test
  void thatCannotBeWrittenIsSaidOnceAndLosesNoLine() throws IOException {
    Path none = folder.resolve("none");
    written.log.to(new LogFile(none.resolve("a.log").toString(), BYTES, 1));
    written.log.line("one");
    written.log.line("two");
    assertEquals(1, written.count(" cannot be written, so lines are here: "));
    assertEquals(1, written.count(" one"));
    assertTrue(written.last().endsWith(" two"), written::last);
  }

  @Test
  void followsNoLink() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "precious\n");
    Files.createSymbolicLink(file, other);
    open(1);
    written.log.line("one");
    assertEquals("precious\n", Files.readString(other));
    assertTrue(written.last().endsWith(" one"), written::last);
  }
}
