package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ForkedJvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A recording that an operator starts in a JVM that nobody had prepared for it. */
class FlightRecorderIT {
  private static final String RULES =
      """
      rules:
        - name: payments
          match: { http: { path: /pay/** } }
          breaker: { minimum-calls: 2, open-wait: 60s, slow-call: 1ms, slow-call-rate: 100% }
      """;

  @TempDir Path folder;

  private final FarSide far = new FarSide();

  @AfterEach
  void end() {
    far.close();
  }

  static Stream<File> jdks() {
    return Product.jdks();
  }

  private static void jcmd(File home, ForkedJvm jvm, String... command) {
    List<String> all = new ArrayList<>();
    all.add(new File(home, "bin/jcmd").getPath());
    all.add(String.valueOf(jvm.pid()));
    all.addAll(Arrays.asList(command));
    try {
      Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes());
      assertEquals(0, process.waitFor(), text);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void callUntilRefused(ForkedJvm jvm) {
    String answer = "";
    for (int i = 0; i < 200 && !answer.contains("ConnectException"); i++) {
      answer = jvm.ask("http " + far.url("/pay/1"), "http");
    }
    assertTrue(answer.contains("ConnectException"), answer);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void seesWhatHappensToCalls(File home) throws IOException {
    far.status = 500;
    far.delayMillis = 20;
    Path rules = Product.rules(folder, RULES);
    Path file = folder.resolve("calls.jfr");
    try (ForkedJvm jvm = Product.console(home, Product.javaagent(rules))) {
      jvm.await(" in force");
      callUntilRefused(jvm);
      jcmd(home, jvm, "JFR.start", "name=calls");
      int mark = jvm.mark();
      Product.rules(folder, RULES.replace("name: payments", "name: again"));
      jvm.await(mark, " in force");
      callUntilRefused(jvm);
      jcmd(home, jvm, "JFR.dump", "name=calls", "filename=" + file);
      Attach.command(jvm.pid(), folder, "detach");
      Remains.assertNone(jvm);
      assertEquals("http 500", jvm.ask("http " + far.url("/pay/1"), "http"));
    }
    Set<String> told = new TreeSet<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      if (event.getEventType().getName().startsWith("dev.retrofuse.")) {
        told.add(event.getEventType().getName() + " " + event.getString("rule"));
      }
    }
    assertEquals(
        Set.of(
            "dev.retrofuse.Refusal again",
            "dev.retrofuse.SlowCall again",
            "dev.retrofuse.StateChange again"),
        told);
  }

  @Test
  void isNotSetUpByTheAgent() {
    far.status = 500;
    Path rules = Product.rules(folder, RULES);
    try (ForkedJvm jvm =
        Product.console(ForkedJvm.ownHome(), "-verbose:class", Product.javaagent(rules))) {
      jvm.await(" in force");
      callUntilRefused(jvm);
      assertEquals(0, loaded(jvm, "jdk.jfr.internal.PlatformRecorder"));
      assertEquals(0, loaded(jvm, "dev.retrofuse.jfr.RefusalEvent"));
      assertEquals(0, loaded(jvm, "dev.retrofuse.jfr.StateChangeEvent"));
    }
  }

  private static long loaded(ForkedJvm jvm, String name) {
    return jvm.lines().stream().filter(line -> line.contains(" " + name + " ")).count();
  }
}
