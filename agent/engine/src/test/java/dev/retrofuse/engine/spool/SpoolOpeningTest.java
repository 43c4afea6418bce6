package dev.retrofuse.engine.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Messages that come while the spool is opened or closed. */
class SpoolOpeningTest extends SpoolFixture {
  private static final long SIZE = 64 << 20;
  private static final int SENDERS = 4;
  private static final int LEAST = 100;

  @Test
  void whatIsKeptWhileItOpensAndClosesIsThereInOrder() throws Exception {
    open(SIZE);
    AtomicBoolean ended = new AtomicBoolean();
    AtomicInteger sent = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
    List<Future<List<String>>> kept = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      kept.add(threads.submit(sender("thread " + i, sent, ended)));
    }
    for (int round = 0; round < 100 || sent.get() < LEAST; round++) {
      spool.close();
      spool.open();
    }
    ended.set(true);
    List<String> found = drain(open(SIZE));
    int all = 0;
    for (int i = 0; i < SENDERS; i++) {
      String thread = "thread " + i + " ";
      List<String> reported = kept.get(i).get();
      List<String> own = found.stream().filter(text -> text.startsWith(thread)).toList();
      assertEquals(reported.size(), own.size(), thread);
      assertTrue(reported.equals(own), "in order");
      all += reported.size();
    }
    threads.shutdown();
    assertEquals(all, found.size());
    assertEquals(all, sent.get());
  }

  /** Keeps messages until it is ended, and returns those that were. */
  private Callable<List<String>> sender(String name, AtomicInteger sent, AtomicBoolean ended) {
    return () -> {
      SpoolLog log = spool.of(KEY).to(TARGET);
      List<String> kept = new ArrayList<>();
      for (int i = 0; !ended.get(); i++) {
        String text = name + " " + i;
        if (append(log, text)) {
          kept.add(text);
          sent.incrementAndGet();
        }
      }
      return kept;
    };
  }

  @Test
  void aSegmentThatIsThereAlreadyIsTakenUp() throws IOException {
    SpoolLog log = open(SIZE);
    assertTrue(append(log, "1"));
    assertTrue(append(log, "2"));
    Path segment = lastSegment().toPath();
    byte[] bytes = Files.readAllBytes(segment);
    assertEquals(List.of("1", "2"), drain(log));
    assertFalse(Files.exists(segment));
    log = open(SIZE);
    Files.createDirectory(segment.getParent());
    Files.write(segment, bytes);
    assertTrue(append(log, "3"));
    assertEquals(3, status().messages());
    assertEquals(List.of("1", "2", "3"), drain(log));
    assertEquals(0, status().bytes());
  }

  @Test
  void aLogThatCannotBeOpenedKeepsNothing() throws IOException {
    SpoolLog log = open(SIZE);
    assertTrue(append(log, "1"));
    Path mark = lastSegment().toPath().resolveSibling("done");
    byte[] bytes = Files.readAllBytes(mark);
    spool.close();
    Files.delete(mark);
    Files.createDirectory(mark);
    spool.open();
    assertFalse(append(log, "2"));
    spool.close();
    Files.delete(mark);
    Files.write(mark, bytes);
    assertEquals(List.of("1"), drain(open(SIZE)));
  }
}
