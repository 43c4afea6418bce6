package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ForkedJvm;
import dev.retrofuse.testkit.KafkaBroker;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests that each go every way from thread to thread and over every broker leave nothing behind:
 * no thread at idle has a context, no table an entry, the heap does not grow. In short here; as
 * many as a day has, with {@code scripts/soak}.
 */
class SoakIT {
  /** 172,800 are a day of two each second. */
  private static final int REQUESTS =
      Integer.parseInt(System.getenv().getOrDefault("RETROFUSE_SOAK_REQUESTS", "900"));

  private static final boolean IS_SHORT = REQUESTS < 24_000;

  /** The application looks for the first time after so many, and tells of each twenty. */
  private static final int WARM_UP = 500;

  private static final int PROGRESS = 20;

  private static final int LOOKS = IS_SHORT ? 3 : 24;

  private static final String RULES =
      """
      trace: { mode: pass, logs: mdc }
      rules:
        - name: http
          match: { http: { host: "**" } }
          breaker: {}
        - name: messages
          match: { messaging: { system: "**" } }
          breaker: {}
      """;

  /** Virtual threads are of Java 21; the broker in it is older than what comes later. */
  private static final int JAVA = 21;

  private static final long MOST_BYTES_MORE = 16_000_000;

  /** What a library may have waiting for good, such as a task of its own. */
  private static final int MOST_ENTRIES = 16;

  @TempDir private Path folder;

  @Test
  void aDayLeavesNothing() throws IOException {
    try (KafkaBroker kafka = KafkaBroker.start(System.getProperty("broker.libraries") + "/*");
        ForkedJvm jvm = ForkedJvm.start(home(), command(kafka.path().port()))) {
      jvm.await("in force");
      jvm.await("started");
      List<Look> looks = new ArrayList<>();
      for (int begun = WARM_UP; begun <= WARM_UP + REQUESTS; begun += REQUESTS / LOOKS) {
        looks.add(Look.of(awaitLook(jvm, begun)));
      }
      jvm.await("done");
      looks.forEach(SoakIT::assertIdle);
      Look first = looks.get(0);
      Look last = looks.get(looks.size() - 1);
      assertTrue(last.heap() - first.heap() < MOST_BYTES_MORE, looks::toString);
      assertTrue(last.objects() < first.objects() + 2L * last.threads(), looks::toString);
    }
  }

  /** However long it takes, as long as it goes on. */
  private static String awaitLook(ForkedJvm jvm, int begun) {
    for (int each = PROGRESS; each <= begun; each += PROGRESS) {
      jvm.await("begun " + each);
    }
    return jvm.await("look " + begun + ":");
  }

  private static void assertIdle(Look look) {
    assertEquals("[]", look.wrong(), "of another request");
    assertEquals("none", look.idle(), "at idle");
    // An idle thread may keep the last request's, of which it tells nobody; nothing else does.
    assertTrue(look.count("RetrofuseContext") <= look.threads() + 1, look::toString);
    assertTrue(look.count("RetrofusePending$Entry") <= MOST_ENTRIES, look::toString);
    assertTrue(look.count("RetrofuseCarriers$Key") <= MOST_ENTRIES, look::toString);
  }

  private static File home() {
    return Product.jdks()
        .filter(home -> Product.version(home) == JAVA)
        .findFirst()
        .orElse(ForkedJvm.ownHome());
  }

  private List<String> command(int kafka) throws IOException {
    return List.of(
        Product.javaagent(Product.rules(folder, RULES)),
        "-Xmx256m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=" + (IS_SHORT ? 1 : 4),
        "-Dlog.file=" + folder.resolve("soak.log"),
        "-Dmesh.name=soak_" + ProcessHandle.current().pid(),
        "-Dmesh.kafka=" + kafka,
        "-Dmesh.artemis=tcp://127.0.0.1:" + freePort(),
        "-cp",
        System.getProperty("mesh.jar"),
        "com.example.mesh.Soak",
        String.valueOf(REQUESTS),
        String.valueOf(REQUESTS / LOOKS),
        "java.lang.Retrofuse");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The JVM while nothing is under way. */
  record Look(String wrong, String idle, long heap, int threads, Map<String, Integer> classes) {

    static Look of(String line) {
      Map<String, Integer> classes =
          Arrays.stream(value(line, "classes").split(", "))
              .map(text -> text.split(" "))
              .collect(Collectors.toMap(part -> part[1], part -> Integer.parseInt(part[0])));
      return new Look(
          value(line, "wrong"),
          value(line, "idle"),
          Long.parseLong(value(line, "heap")),
          Integer.parseInt(value(line, "threads")),
          classes);
    }

    private static String value(String line, String name) {
      String rest = line.substring(line.indexOf(name + "=") + name.length() + 1);
      return rest.substring(0, rest.indexOf(';'));
    }

    int count(String name) {
      return classes.getOrDefault("java.lang." + name, 0);
    }

    long objects() {
      return classes.values().stream().mapToLong(Integer::longValue).sum();
    }
  }
}
