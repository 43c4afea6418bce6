package dev.retrofuse.engine.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Several processes, and such that are killed. */
class SpoolProcessTest extends SpoolFixture {
  private static final long SIZE = 64 << 20;

  /** Keeps messages and is done with some, until it is killed; says what it has done. */
  public static final class Writer extends SpoolFixture {
    public static void main(String[] arguments) throws IOException {
      Writer writer = new Writer();
      writer.folder = Path.of(arguments[0]);
      SpoolLog log = writer.open(SIZE);
      int number = Integer.parseInt(arguments[1]);
      while (append(log, number + " " + "x".repeat(number % 3_000))) {
        System.out.println("kept " + number);
        if (number++ % 5 == 4) {
          List<Kept> head = log.head(3, SIZE);
          log.done(head.get(head.size() - 1));
          String last = texts(head).get(head.size() - 1);
          System.out.println("done " + last.substring(0, last.indexOf(' ')));
        }
      }
      System.out.println("refused");
    }
  }

  private Process start(int from) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            folder.toString(),
            String.valueOf(from))
        .start();
  }

  private static BufferedReader output(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  @Test
  void whatWasReportedIsThereAfterAKillAndInOrder() throws Exception {
    Random random = new Random(9);
    int next = 0;
    int done = -1;
    for (int round = 0; round < 5; round++) {
      Process process = start(next);
      BufferedReader output = output(process);
      int until = 50 + random.nextInt(1_500);
      List<String> lines = new ArrayList<>();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
        if (lines.size() == until) {
          process.toHandle().destroyForcibly(); // and read on, for what it said before it died
        }
      }
      assertEquals(128 + 9, process.waitFor());
      int reported = next - 1;
      for (String line : lines) {
        int number = line.length() < 6 ? -1 : Integer.parseInt(line.substring(5));
        reported = line.startsWith("kept") ? number : reported;
        done = line.startsWith("done") ? number : done;
      }
      next = check(done, reported);
    }
  }

  /** Holds that all is there from the first that is not done to the last that was reported. */
  private int check(int done, int reported) throws IOException {
    SpoolLog log = open(SIZE);
    List<String> texts = texts(log.head(Integer.MAX_VALUE, SIZE));
    assertEquals(texts.size(), status().messages());
    int first = Integer.parseInt(texts.get(0).substring(0, texts.get(0).indexOf(' ')));
    // It may have been killed between doing and saying so.
    assertTrue(first > done && first <= done + 4, first + " after " + done);
    for (int i = 0; i < texts.size(); i++) {
      int number = first + i;
      assertEquals(number + " " + "x".repeat(number % 3_000), texts.get(i));
    }
    int last = first + texts.size() - 1;
    assertTrue(last >= reported && last <= reported + 1, last + " after " + reported);
    end();
    return last + 1;
  }

  @Test
  void oneProcessAtATimeHasTheFolder() throws Exception {
    SpoolLog log = open(SIZE);
    assertTrue(append(log, "0 "));
    Process other = start(0);
    assertEquals("refused", output(other).readLine());
    assertEquals(0, other.waitFor());
    RuleSpool same =
        new RuleSpool(
            RULE, new dev.retrofuse.rules.Spool(folder.toString(), SIZE, true), events(), () -> {});
    same.open();
    assertFalse(same.isOpen());
    same.close();
    assertEquals("refused", output(start(0)).readLine(), "the lock is still held");
    end();
    same.open();
    assertEquals(List.of("0 "), texts(same.of(KEY).to(TARGET).head(9, SIZE)));
    same.close();
  }
}
