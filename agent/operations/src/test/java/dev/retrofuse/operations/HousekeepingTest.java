package dev.retrofuse.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HousekeepingTest {
  private static final String RULES =
      "rules:\n  - { name: one, match: { http: { host: a } }, breaker: {} }\n";

  @TempDir Path folder;

  private final Written written = new Written();
  private final EventLog events = new EventLog(written.log);

  private static Thread thread() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(Housekeeping.THREAD))
        .findFirst()
        .orElse(null);
  }

  private void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, () -> "waited in vain: " + written.lines());
      Thread.sleep(5);
    }
  }

  private static int beans() throws Exception {
    return ManagementFactory.getPlatformMBeanServer()
        .queryNames(new ObjectName("dev.retrofuse:*"), null)
        .size();
  }

  @Test
  void doesItsRoundsAndLeavesNothing() throws Exception {
    Path file = folder.resolve("rules.yaml");
    try (RealView view = new RealView(events)) {
      RuleSource rules = new RuleSource(file.toFile(), null, view::apply, written.log);
      Housekeeping housekeeping = new Housekeeping(view, rules, events, written.log);
      housekeeping.start();
      Thread thread = thread();
      assertNotNull(thread);
      assertTrue(thread.isDaemon());
      assertNull(thread.getContextClassLoader());
      written.log.line("of another thread");
      await(() -> written.count("of another thread") == 1);
      Files.writeString(file, RULES);
      await(() -> written.count("1 rule of") == 1);
      assertEquals(1, beans());
      thread.interrupt();
      Files.writeString(file, "rules: 3\n");
      await(() -> written.count("not taken over") == 1);
      housekeeping.close();
      assertFalse(thread.isAlive());
      assertEquals(0, beans());
      written.log.line("after the end");
      assertEquals(1, written.count("after the end"));
      housekeeping.close();
    }
  }

  @Test
  void writesAtItsEndWhatWasLeft() {
    try (RealView view = new RealView(events)) {
      RuleSource rules = new RuleSource(null, null, view::apply, written.log);
      Housekeeping housekeeping = new Housekeeping(view, rules, events, written.log);
      housekeeping.start();
      for (int i = 0; i < 100; i++) {
        written.log.line("line " + i);
      }
      housekeeping.close();
      assertEquals(100, written.count("line "));
      assertNull(thread());
    }
  }

  @Test
  void goesOnAfterAFault() throws Exception {
    try (RealView view = new RealView(events)) {
      Path file = Files.writeString(folder.resolve("rules.yaml"), RULES);
      boolean[] broken = {true};
      RuleSource rules =
          new RuleSource(
              file.toFile(),
              null,
              set -> {
                if (broken[0]) {
                  broken[0] = false;
                  throw new OutOfMemoryError("as it were");
                }
                view.apply(set);
              },
              written.log);
      Housekeeping housekeeping = new Housekeeping(view, rules, events, written.log);
      housekeeping.start();
      await(() -> written.count("goes on after a fault") == 1);
      Files.writeString(file, RULES + "# edited\n");
      await(() -> written.count("1 rule of") == 1);
      housekeeping.close();
    }
  }

  private static boolean counts(RealView view) {
    return view.guards().stream().anyMatch(guard -> guard.durations() != null);
  }

  @Test
  void durationsAreCountedAsLongAsAProgramLooksOn() throws Exception {
    Path file = Files.writeString(folder.resolve("rules.yaml"), RULES);
    try (RealView view = new RealView(events)) {
      RuleSource rules = new RuleSource(file.toFile(), null, view::apply, written.log);
      Housekeeping housekeeping = new Housekeeping(view, rules, events, written.log);
      housekeeping.start();
      await(() -> written.count("1 rule of") == 1);
      RealView.call("a", false);
      assertFalse(counts(view));
      Path one = Files.createDirectory(folder.resolve("one"));
      Path other = Files.createDirectory(folder.resolve("other"));
      for (Path each : List.of(one, other)) {
        Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwx------"));
        Files.createFile(each.resolve(LiveFiles.ALIVE));
        housekeeping.live(each.toFile(), command -> "ok");
      }
      RealView.call("a", false);
      await(() -> Files.exists(other.resolve(LiveFiles.STATUS)));
      String status = Files.readString(other.resolve(LiveFiles.STATUS));
      assertTrue(status.contains("\"durations\":{\"p50Micros\":"), status);
      LiveFiles.remove(one);
      awaitRound(other);
      awaitRound(other); // at its end the first one has seen that one is gone
      assertTrue(counts(view), "the other one still looks on");
      LiveFiles.remove(other);
      await(() -> !counts(view));
      housekeeping.close();
    }
  }

  private void awaitRound(Path live) throws Exception {
    Files.deleteIfExists(live.resolve(LiveFiles.STATUS));
    await(() -> Files.exists(live.resolve(LiveFiles.STATUS)));
  }
}
