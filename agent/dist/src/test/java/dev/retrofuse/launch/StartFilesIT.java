package dev.retrofuse.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The one jar has what a start needs in one piece, and as it is in its entries. */
class StartFilesIT {
  private static final String PREFIX = "retrofuse/inner/";

  @Test
  void theyAreTheJarsOwn() throws IOException {
    try (ZipFile jar = new ZipFile(System.getProperty("retrofuse.jar"))) {
      ZipEntry entry = jar.getEntry("retrofuse/start");
      assertEquals(ZipEntry.STORED, entry.getMethod());
      StartFiles files = new StartFiles(jar.getInputStream(entry).readAllBytes());
      TreeSet<String> found = new TreeSet<>();
      for (ZipEntry each : Collections.list(jar.entries())) {
        ByteBuffer file = files.find(each.getName());
        if (file != null) {
          byte[] bytes = jar.getInputStream(each).readAllBytes();
          assertEquals(ByteBuffer.wrap(bytes), file, each.getName());
          found.add(each.getName());
        }
      }
      assertNotNull(files.find(PREFIX + "waist/index"));
      for (String name : new String[] {"waist/RetrofuseAgent", "dev/retrofuse/rules/RuleFile"}) {
        assertTrue(found.contains(PREFIX + name + ".classdata"), name + " is not in " + found);
      }
    }
  }
}
