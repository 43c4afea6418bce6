package dev.retrofuse.cli.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Any user may write a file of that name, and root reads it. */
class PerfDataTest {
  @TempDir Path folder;

  private static byte[] file(String name, String value) {
    ByteBuffer file = ByteBuffer.allocate(8_192).order(ByteOrder.LITTLE_ENDIAN);
    file.order(ByteOrder.BIG_ENDIAN).putInt(0, 0xcafec0c0).order(ByteOrder.LITTLE_ENDIAN);
    file.put(4, (byte) 1).putInt(24, 32).putInt(28, 1);
    int data = 20 + name.length() + 1;
    file.putInt(32, data + value.length() + 1).putInt(36, 20).putInt(40, value.length() + 1);
    file.put(44, (byte) 'B').putInt(48, data);
    file.position(52).put(name.getBytes(StandardCharsets.UTF_8));
    file.position(32 + data).put(value.getBytes(StandardCharsets.UTF_8));
    return file.array();
  }

  private PerfData read(byte[] bytes) throws Exception {
    return PerfData.read(Files.write(folder.resolve("7"), bytes));
  }

  @Test
  void readsAString() throws Exception {
    assertEquals("21.0.2", read(file("java.version", "21.0.2")).get("java.version"));
  }

  @Test
  void boundsAString() throws Exception {
    assertEquals(4_096, read(file("a", "x".repeat(5_000))).get("a").length());
  }

  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void survivesAnyContent() throws Exception {
    Random random = new Random(42);
    for (int round = 0; round < 3_000; round++) {
      byte[] bytes = file("java.version", "21.0.2");
      for (int i = random.nextInt(8); i >= 0; i--) {
        bytes[24 + random.nextInt(40)] = (byte) random.nextInt();
      }
      read(bytes);
    }
    byte[] endless = new byte[1 << 20];
    java.util.Arrays.fill(endless, (byte) 'B');
    System.arraycopy(file("a", "b"), 0, endless, 0, 24);
    ByteBuffer.wrap(endless).order(ByteOrder.LITTLE_ENDIAN).putInt(24, 32).putInt(28, 1 << 30);
    read(endless);
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void waitsForNoPipeAndFollowsNoLink() throws Exception {
    Path pipe = folder.resolve("1");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    assertNull(PerfData.read(pipe).get("java.version"));
    Path real = Files.write(folder.resolve("2"), file("a", "b"));
    Path link = Files.createSymbolicLink(folder.resolve("3"), real);
    assertNull(PerfData.read(link).get("a"));
    assertNull(PerfData.read(null).get("a"));
  }
}
