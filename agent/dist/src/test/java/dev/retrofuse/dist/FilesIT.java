package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ForkedJvm;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the product creates is its owner's alone, also where the umask takes nothing away. */
class FilesIT {
  private static final String RULES =
      """
      log: { file: FOLDER/own/retrofuse.log }
      rules:
        - { name: db, match: { jdbc: { url: "jdbc:h2:**" } }, breaker: {} }
        - name: orders
          match: { messaging: { system: kafka } }
          breaker: {}
          fallback: { spool: { folder: FOLDER/spool } }
      """;

  @TempDir Path folder;
  private Path rules;

  @BeforeEach
  void make() throws IOException {
    Files.createDirectory(folder.resolve("own"));
    rules = Product.rules(folder, RULES.replace("FOLDER", "" + folder));
  }

  /** A Java whose files are everybody's unless it says otherwise. */
  private ForkedJvm wide(String... arguments) throws IOException {
    Path java = folder.resolve("bin/java");
    Files.createDirectories(java.getParent());
    String real = ForkedJvm.ownHome() + "/bin/java";
    Files.writeString(java, "#!/bin/sh\numask 000\nexec " + real + " \"$@\"\n");
    assertTrue(java.toFile().setExecutable(true));
    return ForkedJvm.start(folder.toFile(), List.of(arguments));
  }

  private ForkedJvm wideService() throws IOException {
    String legacy = "" + Product.LEGACY;
    ForkedJvm jvm = wide(Product.javaagent(rules), "-javaagent:" + legacy, "-jar", legacy);
    jvm.await("ready");
    return jvm;
  }

  private int wideCommand(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("-jar", "" + Product.JAR));
    command.addAll(List.of(words));
    try (ForkedJvm jvm = wide(command.toArray(String[]::new))) {
      return jvm.exitCode();
    }
  }

  private static String rights(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static void assertOwners(Path below) throws IOException {
    try (Stream<Path> all = Files.walk(below)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        String expected = Files.isDirectory(each) ? "rwx------" : "rw-------";
        assertEquals(expected, rights(each), each.toString());
      }
    }
  }

  @Test
  void ofTheServiceAndOfTheCommands() throws Exception {
    try (ForkedJvm jvm = wideService()) {
      String pid = "" + jvm.pid();
      Path recording = folder.resolve("own/calls.rec");
      assertEquals(0, wideCommand("record", pid, "--for", "1s", "--out", "" + recording));
      assertEquals("rw-------", rights(recording));
      assertEquals("rw-------", rights(folder.resolve("own/retrofuse.log")));
      assertOwners(folder.resolve("spool"));
      assertTrue(Files.exists(folder.resolve("spool/orders/%lock")));
    }
  }

  /** The folder by which a command that goes on speaks with the agent. */
  @Test
  void whileACommandLooksOn() throws Exception {
    try (ForkedJvm jvm = wideService();
        ForkedJvm events = wide("-jar", "" + Product.JAR, "events", "" + jvm.pid(), "-f")) {
      events.await("in force");
      int mark = events.mark();
      Files.writeString(rules, Files.readString(rules).replace("name: db", "name: other"));
      events.await(mark, "added 'other'");
      int seen = 0;
      try (DirectoryStream<Path> live =
          Files.newDirectoryStream(Path.of("/tmp"), ".retrofuse-live-*")) {
        for (Path each : live) {
          assertEquals("rwx------", rights(each), each.toString());
          seen++;
        }
      }
      assertTrue(seen > 0);
    }
  }

  /** What somebody has put where a file is to be is neither followed nor written over. */
  @Test
  void linksThatOthersHavePlanted() throws Exception {
    Path precious = Files.writeString(folder.resolve("precious"), "precious");
    Files.createSymbolicLink(folder.resolve("own/retrofuse.log"), precious);
    Path recording = Files.createSymbolicLink(folder.resolve("own/calls.rec"), precious);
    Path dangling = Files.createSymbolicLink(folder.resolve("own/d.rec"), Path.of("made"));
    try (ForkedJvm jvm = wideService()) {
      String pid = "" + jvm.pid();
      jvm.await("retrofuse.log cannot be written, so lines are here: ");
      for (Path each : List.of(recording, dangling)) {
        assertEquals(1, wideCommand("record", pid, "--for", "1s", "--out", "" + each));
      }
      assertEquals("precious", Files.readString(precious));
      assertTrue(Files.notExists(folder.resolve("own/made")));
    }
  }

  /** As a shell's redirection does: these are for others to read, such as build servers. */
  @Test
  void reportsThatAreAskedForByNameFollowTheUmask() throws Exception {
    Path tests =
        Files.writeString(
            folder.resolve("t.yaml"), "rules: []\ntests: [{ name: t, steps: [{ after: 1s }] }]\n");
    Path xml = folder.resolve("own/report.xml");
    assertEquals(0, wideCommand("test", "" + tests, "--junit-xml", "" + xml));
    assertEquals("rw-rw-rw-", rights(xml));
    assertEquals(0, wideCommand("man", "--to", "" + folder.resolve("own/man")));
    TreeSet<String> all = new TreeSet<>();
    try (DirectoryStream<Path> pages = Files.newDirectoryStream(folder.resolve("own/man"))) {
      for (Path page : pages) {
        all.add(rights(page));
      }
    }
    assertEquals("[rw-rw-rw-]", all.toString());
  }
}
