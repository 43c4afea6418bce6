package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ForkedJvm;
import dev.retrofuse.testkit.KafkaBroker;
import dev.retrofuse.testkit.TcpProxy;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that wait on disk while the broker is away, in an application that is killed. */
class SpoolKillIT {
  private static final int KEPT = 150;
  private static final String[] NAMES = {
    "first-" + Long.toHexString(System.nanoTime()), "second-" + Long.toHexString(System.nanoTime())
  };

  @TempDir Path folder;

  @Test
  void kafkaGetsAllThatWasAcknowledged() {
    String libraries = System.getProperty("broker.libraries") + File.separator + "*";
    try (KafkaBroker broker = KafkaBroker.start(libraries)) {
      outlivesAKill("kafka", broker.path());
    }
  }

  @Test
  void rabbitMqGetsAllThatWasAcknowledged() {
    try (TcpProxy path = TcpProxy.to("127.0.0.1", 5672)) {
      outlivesAKill("rabbitmq", path);
    }
  }

  private void outlivesAKill(String system, TcpProxy path) {
    Path rules = Product.rules(folder, rules(system));
    List<String> sent;
    try (ForkedJvm sender = start(system, path, rules, "send")) {
      sender.await("sent " + NAMES[1] + " 20");
      path.refuse();
      int kept = await(sender, "failed " + NAMES[1] + " ", 0);
      for (int i = 0; i < KEPT; i++) {
        kept = await(sender, "sent " + NAMES[1] + " ", kept);
      }
      sender.close(); // SIGKILL, while it keeps on
      sent = sender.lines();
    }
    path.pass();
    try (ForkedJvm reader = start(system, path, rules, "read")) {
      reader.await("that is all");
      for (String name : NAMES) {
        checkThatAllCame(numbers(sent, "sent " + name), numbers(reader.lines(), "got " + name));
      }
      assertTrue(Attach.reply(reader.pid(), folder, "status").contains("\"faults\":{}"));
      reader.send("end");
      assertEquals(0, reader.exitCode());
    }
  }

  private static int await(ForkedJvm jvm, String text, int from) {
    jvm.await(from, text);
    List<String> lines = jvm.lines();
    int at = from;
    while (!lines.get(at).contains(text)) {
      at++;
    }
    return at + 1;
  }

  private String rules(String system) {
    return "rules:\n  - name: kept\n    match: { messaging: { system: "
        + system
        + " } }\n    breaker: { consecutive-failures: 2, open-wait: 10m, max-open-wait: 10m }\n"
        + "    fallback: { spool: { folder: '"
        + folder.resolve("spool")
        + "', max-size: 10MB } }\n";
  }

  private static ForkedJvm start(String system, TcpProxy path, Path rules, String what) {
    return ForkedJvm.start(
        ForkedJvm.ownHome(),
        List.of(
            "-XX:TieredStopAtLevel=1",
            Product.javaagent(rules),
            "-cp",
            System.getProperty("caller.jar"),
            "com.example.caller.Numbers",
            system,
            String.valueOf(path.port()),
            what,
            NAMES[0],
            NAMES[1]));
  }

  private static List<Integer> numbers(List<String> lines, String start) {
    List<Integer> numbers = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith(start + " ")) {
        numbers.add(Integer.valueOf(line.substring(start.length() + 1)));
      }
    }
    return numbers;
  }

  /** Each at least once, and the first time in order. */
  private static void checkThatAllCame(List<Integer> sent, List<Integer> got) {
    List<Integer> firstTimes = new ArrayList<>(new LinkedHashSet<>(got));
    assertEquals(new ArrayList<>(new TreeSet<>(got)), firstTimes, "in order");
    List<Integer> lost = new ArrayList<>(sent);
    lost.removeAll(new TreeSet<>(got));
    assertEquals(List.of(), lost, "were acknowledged and did not come");
    assertTrue(sent.size() > KEPT, sent.size() + " were acknowledged");
  }
}
