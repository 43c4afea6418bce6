package dev.retrofuse.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AgentLogTest {
  private final Written written = new Written();
  private final AgentLog log = written.log;

  @Test
  void masksWhatItWrites() {
    log.line("no answer of jdbc:mysql://scott:tiger@db/orders?user=x");
    log.once("place", "failed: SELECT * FROM cards WHERE number = '4711'");
    assertTrue(written.lines().get(0).endsWith("of jdbc:mysql://***@db/orders?***"));
    assertTrue(written.lines().get(1).endsWith("WHERE number = ***"));
  }

  @Test
  void saysEachPlaceOnce() {
    for (int i = 0; i < 10; i++) {
      log.once("here", "first " + i);
      log.once("there", "second " + i);
    }
    assertEquals(2, written.lines().size());
    assertTrue(written.last().endsWith("second 0"));
  }

  @Test
  void tellsFiveHundredPlacesApart() {
    for (int i = 0; i < 2_000; i++) {
      log.once("place " + i, "text " + i);
    }
    log.once("place 0", "again");
    assertEquals(AgentLog.MOST_PLACES + 1, written.lines().size());
    assertTrue(written.last().contains("further places"), written::last);
  }

  @Test
  void keepsWhatIsLeftAlone() {
    for (int i = 0; i < 1_000; i++) {
      log.leftAlone(
          "class " + i / 2, "left alone: class " + i / 2 + " of jdbc:mysql://ann:secret@db/x");
    }
    assertEquals(AgentLog.MOST_LEFT_ALONE, log.leftAlone().size());
    assertEquals("left alone: class 0 of jdbc:mysql://***@db/x", log.leftAlone().iterator().next());
    assertTrue(written.lines().size() > AgentLog.MOST_LEFT_ALONE);
  }

  @Test
  void leavesTheLinesOfOtherThreadsToItsWriter() {
    Thread writer = new Thread();
    log.writtenBy(writer);
    for (int i = 0; i < 1_010; i++) {
      log.line("line " + i);
    }
    assertEquals(0, written.lines().size());
    log.drain();
    assertEquals(1_001, written.lines().size());
    assertTrue(written.last().endsWith(" 10 lines were dropped here"), written::last);
    log.writtenBy(Thread.currentThread());
    log.line("own");
    assertTrue(written.last().endsWith(" own"));
  }

  @Test
  void writesSomeOfManyAndSaysHowManyMoreThereWere() {
    LineLimit limit = new LineLimit();
    int allowed = 0;
    for (int i = 0; i < 40; i++) {
      allowed += limit.allows(AgentEvent.often("here", "text " + i), 0) ? 1 : 0;
      assertTrue(limit.allows(AgentEvent.now("always"), 0));
    }
    assertEquals(LineLimit.MOST_A_MINUTE, allowed);
    assertTrue(limit.allows(AgentEvent.often("there", "another"), 0));
    assertEquals(0, limit.summaries(TimeUnit.SECONDS.toNanos(59)).size());
    List<AgentEvent> summaries = limit.summaries(TimeUnit.SECONDS.toNanos(60));
    assertEquals(1, summaries.size());
    assertEquals("10 more like this within a minute: text 39", summaries.get(0).text());
    assertTrue(limit.allows(AgentEvent.often("here", "again"), 0));
  }

  @Test
  void whatIsNotWrittenIsAmongTheEvents() {
    for (int i = 0; i < 40; i++) {
      log.often("here", "text " + i);
    }
    assertEquals(LineLimit.MOST_A_MINUTE, written.lines().size());
    assertTrue(log.recent().json().contains("text 39"), log.recent().json());
  }

  @Test
  void outlivesABrokenStream() {
    AgentLog broken =
        new AgentLog(
            new PrintStream(OutputStream.nullOutputStream()) {
              @Override
              public void println(String line) {
                throw new IllegalStateException("closed by the application");
              }
            });
    broken.line("lost");
    broken.drain();
    broken.writtenBy(new Thread());
    broken.line("waiting");
    broken.drain();
  }

  @Test
  void followsTheStandardError() {
    PrintStream before = System.err;
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    AgentLog following = new AgentLog();
    System.setErr(new PrintStream(bytes, true));
    try {
      following.line("to the new one");
    } finally {
      System.setErr(before);
    }
    assertTrue(bytes.toString().contains("to the new one"));
  }
}
