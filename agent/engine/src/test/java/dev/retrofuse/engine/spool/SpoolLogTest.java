package dev.retrofuse.engine.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpoolLogTest extends SpoolFixture {
  private static final long MB = 1 << 20;

  private static String text(int number) {
    return number + " " + "x".repeat(number % 700);
  }

  private static List<String> texts(int from, int till) {
    return IntStream.range(from, till).mapToObj(SpoolLogTest::text).toList();
  }

  private static void fill(SpoolLog log, int from, int till) throws IOException {
    for (int i = from; i < till; i++) {
      assertTrue(append(log, text(i)), "message " + i);
    }
  }

  @Test
  void givesBackInOrderAcrossSegmentsAndOpenings() throws IOException {
    SpoolLog log = open(4 * MB);
    assertFalse(log.holds());
    fill(log, 0, 1_500);
    assertTrue(files().size() > 2, files().toString());
    List<Kept> head = log.head(700, MB);
    assertEquals(texts(0, 700), texts(head));
    log.done(head.get(649));
    log = open(4 * MB);
    assertEquals(850, status().messages());
    fill(log, 1_500, 2_000);
    assertEquals(texts(650, 2_000), drain(log));
    assertEquals(List.of(), files());
    assertEquals(0, status().bytes());
    assertEquals(
        List.of(
            "rule 'orders to Kafka' spool: begins to keep messages",
            "rule 'orders to Kafka' spool: holds 850 messages from before",
            "rule 'orders to Kafka' spool: all kept messages are sent"),
        told);
    fill(log, 0, 3);
    assertEquals(texts(0, 3), drain(open(4 * MB)));
  }

  @Test
  void aTornTailIsCutAndAllBeforeItIsThere() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      SpoolLog log = open(4 * MB);
      int count = 1 + random.nextInt(40);
      fill(log, 0, count);
      end();
      File segment = lastSegment();
      byte[] all = Files.readAllBytes(segment.toPath());
      int torn = 1 + random.nextInt(all.length - 1);
      try (RandomAccessFile file = new RandomAccessFile(segment, "rw")) {
        file.setLength(torn);
        if (random.nextBoolean()) {
          file.setLength(all.length); // what the system had not written is zeros
        }
      }
      log = open(4 * MB);
      int left = (int) status().messages();
      assertTrue(left < count, left + " of " + count);
      fill(log, left, left + 2);
      assertEquals(texts(0, left + 2), drain(log), "torn at " + torn + " of " + all.length);
    }
  }

  @Test
  void aFlippedBitNeverMakesAnotherMessage() throws IOException {
    Random random = new Random(8);
    for (int round = 0; round < 100; round++) {
      SpoolLog log = open(MB);
      fill(log, 0, 600);
      end();
      List<File> segments = segments();
      assertTrue(segments.size() > 1, segments.toString());
      File segment = segments.get(random.nextInt(segments.size()));
      try (RandomAccessFile file = new RandomAccessFile(segment, "rw")) {
        long place = (long) (random.nextDouble() * file.length());
        file.seek(place);
        int old = file.read();
        file.seek(place);
        file.write(old ^ (1 << random.nextInt(8)));
      }
      List<String> found = drain(open(MB));
      List<String> expected = new ArrayList<>(texts(0, 600));
      assertTrue(found.size() < 600, found.size() + " after a flip in " + segment);
      expected.retainAll(found);
      assertEquals(expected, found);
      deleteAll();
    }
  }

  @Test
  void aSegmentThatSomebodyDeletedIsLeftOut() throws IOException {
    SpoolLog log = open(MB);
    fill(log, 0, 600);
    assertTrue(segments().get(0).delete());
    List<String> found = drain(log);
    assertEquals(texts(600 - found.size(), 600), found);
    assertTrue(found.size() < 600 && !found.isEmpty(), found.size() + " messages");
  }

  private void deleteAll() throws IOException {
    end();
    for (File file : files()) {
      assertTrue(file.delete());
    }
  }

  @Test
  void theMarkSurvivesADamagedOne() throws IOException {
    SpoolLog log = open(4 * MB);
    fill(log, 0, 10);
    for (int i = 0; i < 3; i++) {
      log.done(log.head(1, 1).get(0));
    }
    end();
    File mark = files().stream().filter(file -> file.getName().equals("done")).findAny().get();
    byte[] bytes = Files.readAllBytes(mark.toPath());
    assertEquals(40, bytes.length);
    for (int place = 0; place < 2; place++) {
      byte[] damaged = bytes.clone();
      damaged[place * 20 + 7] ^= 1;
      Files.write(mark.toPath(), damaged);
      long left = open(4 * MB).size();
      assertTrue(left == 7 || left == 8, left + " messages");
      end();
    }
  }

  @Test
  void isBoundedOnDiskAndGoesOnOnceThereIsRoom() throws IOException {
    SpoolLog log = open(MB);
    int kept = 0;
    while (append(log, text(kept))) {
      kept++;
    }
    long size = segments().stream().mapToLong(File::length).sum();
    assertTrue(size <= MB && size > MB - 1_000, size + " bytes");
    assertEquals(size, status().bytes());
    assertEquals(kept, status().messages());
    assertFalse(append(spool.of("other").to(TARGET), text(699)), "the bound is the rule's");
    List<Kept> head = log.head(kept / 2, MB);
    log.done(head.get(head.size() - 1));
    assertTrue(append(log, text(kept)));
    assertEquals(texts(head.size(), kept + 1), drain(log));
  }

  @Test
  void aMessageThatIsLargerThanASegmentIsKept() throws IOException {
    SpoolLog log = open(MB);
    assertTrue(log.append(new byte[500_000]));
    assertTrue(append(log, "next"));
    assertFalse(log.append(new byte[600_000]));
    assertEquals(500_000, log.head(9, 1).get(0).message().length);
    assertEquals(1, log.head(9, 1).size());
    log.done(log.head(1, 1).get(0));
    assertEquals(List.of("next"), drain(log));
  }

  @Test
  void keysAreApart() throws IOException {
    open(MB);
    String longName = "k".repeat(300);
    String[] keys = {"a", "A", "..", "", longName, longName + "2", "%set-aside", "lock", "%lock"};
    for (String key : keys) {
      assertTrue(append(spool.of(key).to(""), "of " + key));
    }
    open(MB);
    assertEquals(keys.length + 1, spool.keys().size()); // these and the fixture's
    for (KeySpool each : spool.keys()) {
      List<String> expected = each.key().equals(KEY) ? List.of() : List.of("of " + each.key());
      assertEquals(expected, drain(each.to("")));
    }
  }

  @Test
  void targetsOfAKeyAreApartAndCountedTogether() throws IOException {
    open(MB);
    KeySpool key = spool.of(KEY);
    assertTrue(append(key.to(""), "of any"));
    for (int i = 0; i < 2 * KeySpool.MOST_LOGS; i++) {
      assertTrue(append(key.to("target " + i), "of " + i));
    }
    assertEquals(KeySpool.MOST_LOGS, key.logs().size());
    open(MB);
    key = spool.of(KEY);
    assertEquals(2 * KeySpool.MOST_LOGS + 1, status().messages());
    long size = segments().stream().mapToLong(File::length).sum();
    assertEquals(size, status().bytes());
    assertEquals(List.of("of 0"), drain(key.to("target 0")));
    assertTrue(key.holds());
    for (SpoolLog log : key.logs()) {
      assertEquals(log == key.shared(), drain(log).contains("of any"));
    }
    assertFalse(key.holds());
    assertEquals(0, status().bytes());
  }

  @Test
  void whatIsSetAsideIsKeptAndNotSent() throws IOException {
    SpoolLog log = open(MB);
    fill(log, 0, 2);
    log.setAside(log.head(1, 1).get(0), new IOException("too large"));
    assertEquals(texts(1, 2), drain(log));
    log = open(MB);
    assertFalse(log.holds());
    assertEquals(1, status().setAside());
    assertEquals(
        "rule 'orders to Kafka' spool: all kept messages are sent", told.get(told.size() - 1));
  }

  @Test
  void nobodyElseMayLookIn() throws IOException {
    append(open(MB), "a card's number");
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : (Iterable<Path>) all.filter(any -> !any.equals(folder))::iterator) {
        String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(each));
        assertEquals(Files.isDirectory(each) ? "rwx------" : "rw-------", rights, each.toString());
      }
    }
    assertTrue(files().size() > 0);
  }

  @Test
  void aFolderThatCannotBeUsedIsToldAndKeepsNothing() throws IOException {
    Files.createFile(folder.resolve("orders%20to%20%4bafka"));
    SpoolLog log = open(MB);
    assertFalse(append(log, "text"));
    assertEquals(1, told.size());
    assertTrue(told.get(0).contains("keeps no messages: cannot make the folder"), told.get(0));
  }
}
