package dev.retrofuse.engine.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.rules.Spool;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;

/** What is forced to the disk, as the JVM's own recorder sees it. */
class SpoolSyncTest extends SpoolFixture {
  private static final long SIZE = 4 << 20;

  @Test
  void whatIsKeptSurvivesAPowerCutFromAnEditOn() throws IOException {
    SpoolLog log = open(SIZE);
    assertEquals(Set.of(), forced(log, "1"));
    spool.configure(new Spool(folder.toString(), SIZE, true));
    File key = lastSegment().getParentFile();
    Set<String> all = Set.of(folder.toString(), key.getParent(), key.getPath());
    assertEquals(all, forced(log, "2"));
    assertEquals(Set.of(), forced(log, "3"), "their names are there already");
    assertEquals(3, drain(log).size());
    assertEquals(all, forced(log, "4"));
    spool.configure(new Spool(folder.toString(), SIZE, false));
    assertEquals(1, drain(log).size());
    assertEquals(Set.of(), forced(log, "5"));
  }

  /** Which folders are forced to the disk while that is kept. */
  private Set<String> forced(SpoolLog log, String text) throws IOException {
    Path file = Files.createTempFile(folder.getParent(), "forced", ".jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.FileForce").withoutThreshold();
      recording.start();
      Thread.currentThread().interrupt();
      assertTrue(append(log, text));
      assertTrue(Thread.interrupted(), "is still interrupted");
      recording.stop();
      recording.dump(file);
    }
    Set<String> paths = new TreeSet<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      if (event.getEventType().getName().equals("jdk.FileForce")) {
        paths.add(event.getString("path"));
      }
    }
    Files.delete(file);
    return paths;
  }
}
