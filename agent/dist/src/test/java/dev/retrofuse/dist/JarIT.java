package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What is in the one jar, and what is not. */
class JarIT {
  private static final long MOST_BYTES = 8L << 20;
  private static final int JAVA_8 = 52;

  /** Parts for an API of a newer Java; each is loaded only where a newer Java is found. */
  private static final List<String> NEWER =
      Arrays.asList(
          "retrofuse/inner/dev/retrofuse/agent/Modules9.classdata",
          "retrofuse/inner/dev/retrofuse/instrumentation/javahttpclient/",
          "retrofuse/inner/dev/retrofuse/cli/attach/UnixSocket16");

  @Test
  void isSmall() {
    assertTrue(jar().length() <= MOST_BYTES, jar().length() + " bytes");
  }

  @Test
  void showsOnlyTheLauncher() throws IOException {
    List<String> classes = entries(".class");
    Collections.sort(classes);
    assertEquals(
        Arrays.asList(
            "dev/retrofuse/launch/Agent.class",
            "dev/retrofuse/launch/InnerLoader.class",
            "dev/retrofuse/launch/StartFiles.class"),
        classes);
  }

  @Test
  void runsOnJava8() throws IOException {
    TreeSet<String> tooNew = new TreeSet<>();
    try (JarFile jar = new JarFile(jar())) {
      for (ZipEntry entry : Collections.list(jar.entries())) {
        if (entry.getName().matches(".*\\.class(data)?") && major(jar, entry) > JAVA_8) {
          tooNew.add(entry.getName());
        }
      }
    }
    tooNew.removeIf(name -> NEWER.stream().anyMatch(name::startsWith));
    assertEquals(Collections.emptySet(), tooNew);
  }

  @Test
  void holdsNoSourceNameOfTheWaist() throws IOException {
    assertEquals(
        Collections.emptyList(),
        entries("").stream().filter(name -> name.contains("dev/retrofuse/waist")).toList());
  }

  private static int major(JarFile jar, ZipEntry entry) throws IOException {
    try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
      in.readInt();
      in.readUnsignedShort();
      return in.readUnsignedShort();
    }
  }

  private static List<String> entries(String end) throws IOException {
    List<String> names = new ArrayList<>();
    try (JarFile jar = new JarFile(jar())) {
      for (ZipEntry entry : Collections.list(jar.entries())) {
        if (entry.getName().endsWith(end)) {
          names.add(entry.getName());
        }
      }
    }
    return names;
  }

  private static File jar() {
    return new File(System.getProperty("retrofuse.jar"));
  }
}
