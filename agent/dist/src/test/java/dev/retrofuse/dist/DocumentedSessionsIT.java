package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each page that shows a terminal: its commands, one after the other, print what it shows. */
class DocumentedSessionsIT {
  /** Commands that only look: they may be asked again until they show what the page has. */
  private static final String LOOKS =
      "(?s)(retrofuse (status|events|list|rules|explain) |retrofuse list|tail |cat ).*";

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** What Java 21 and later make a command say; the pages speak of it once. */
  private static final String WARNING = "(?m)^note: Java [0-9]+ writes 'WARNING: A Java agent.*\n";

  /** The port in the pages; here it may be taken. */
  private static final String PORT = "8091";

  @TempDir Path folder;

  static Stream<Path> pages() throws IOException {
    return Documents.pages().stream().filter(page -> !ConsolePage.steps(page).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void printsWhatThePageShows(Path page) throws IOException {
    ReaderFolder.fill(folder, page);
    String port = freePort();
    try (Shell shell = new Shell(folder)) {
      for (ConsolePage.Step step : ConsolePage.steps(page)) {
        prints(shell, page, step, step.command().replace(PORT, port));
      }
    }
  }

  private static void prints(Shell shell, Path page, ConsolePage.Step step, String command) {
    Shown shown = new Shown(step.shown());
    long end = System.nanoTime() + (command.matches(LOOKS) ? PATIENCE_NANOS : 0);
    String printed;
    do {
      printed = shell.run(command).replaceAll(WARNING, "");
    } while (!shown.matches(printed) && System.nanoTime() < end);
    if (!shown.matches(printed)) {
      String place = Documents.ROOT.relativize(page) + ":" + step.line();
      String text = place + ": '" + command + "' does not print " + shown.missing(printed) + " but";
      throw new AssertionError(text + ":\n" + printed);
    }
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return String.valueOf(socket.getLocalPort());
    }
  }

  @Test
  void theFirstPageIsAmongThem() throws IOException {
    assertTrue(pages().anyMatch(page -> page.endsWith("docs/getting-started.md")));
    assertTrue(Files.exists(Documents.ROOT.resolve("docs/getting-started/Shop.java")));
  }

  @Test
  void whatIsShownIsCompared() {
    Shown shown = new Shown(List.of("PID  4711: 0 of 17 calls", "...", "state OPEN ... 2.5s"));
    assertTrue(shown.matches("PID 1: 0 of 3 calls\na\nb\nstate OPEN since 31s\n"));
    assertTrue(!shown.matches("PID 1: 10 of 3 calls\nstate OPEN since 31s\n"));
    assertTrue(!shown.matches("PID 1: 0 of 3 calls\nstate CLOSED since 31s\n"));
    assertTrue(!shown.matches("PID 1: 0 of 3 calls\nstate OPEN since 31s\nmore\n"));
    assertTrue(shown.missing("PID 1: 0 of 3 calls\nstate CLOSED 3s\n").contains("state OPEN"));
  }
}
