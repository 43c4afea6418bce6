package dev.retrofuse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopFrameTest {
  private final TopModel model = new TopModel();
  private int second;

  private static String breaker(String key, String state, int calls, int failures) {
    return ("{'rule':'pay','key':'" + key + "','state':'" + state + "','calls':" + calls)
        + (",'failures':" + failures + ",'slow':1,'refused':0,'sinceMillis':2000}");
  }

  /** A status that is so many seconds later than the one before. */
  private void update(int seconds, String... breakers) throws IOException {
    second += seconds;
    String at = String.format("2026-01-01T00:00:%02d.000Z", second);
    String status =
        ("{'version':'1.2','at':'" + at + "','java':'17','on':true,'rules':2,'breakers':[")
            + String.join(",", breakers)
            + "]}";
    String event =
        "{'seq':" + second + ",'at':'" + at + "','text':'event \\u001b[2J" + second + "'}";
    String events = "{'events':[" + event + "]}";
    assertTrue(model.update(status.replace('\'', '"'), events.replace('\'', '"')));
    assertFalse(model.update(status.replace('\'', '"'), null), "the same is no news");
  }

  private List<String> lines(int rows, int columns, boolean events) {
    Screen screen = new Screen(false);
    TopFrame frame = new TopFrame(model, "7 (main)", screen.console, false, columns);
    List<String> lines = frame.lines(rows, events, "q quit");
    assertTrue(lines.size() <= rows, lines::toString);
    return lines.stream()
        .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
        .peek(line -> assertTrue(line.length() <= columns, line))
        .map(String::stripTrailing)
        .toList();
  }

  @Test
  void showsRatesOfWhatHasHappenedSince() throws IOException {
    update(1, breaker("a:80", "CLOSED", 10, 0), breaker("b:80", "OPEN", 5, 5));
    update(2, breaker("a:80", "CLOSED", 30, 5), breaker("b:80", "OPEN", 5, 5));
    List<String> lines = lines(24, 100, false);
    assertEquals("Retrofuse 1.2 on in 7 (main), Java 17", lines.get(0));
    assertEquals("2 rules  10.0 calls/s  1.0 events/s  2026-01-01T00:00:03.000Z", lines.get(1));
    assertTrue(lines.get(3).matches("OPEN +pay +b:80 +0\\.0 +1 .*"), "trouble first: " + lines);
    assertTrue(
        lines.get(4).matches("CLOSED +pay +a:80 +10\\.0 +25\\.0 +1 +0\\.0 .*2\\.0s"), lines.get(4));
    assertEquals("q quit", lines.get(23));
    model.select(1);
    assertEquals("calls    #  up to 10.0/s", lines(24, 100, false).get(20));
  }

  @Test
  void showsHowLongCallsTookWhereThereIsRoom() throws IOException {
    String measured =
        breaker("a:80", "CLOSED", 1, 0)
            .replace("}", ",'durations':{'p50Micros':2100,'p99Micros':340000}}");
    update(1, measured, breaker("b:80", "CLOSED", 0, 0));
    List<String> lines = lines(24, 100, false);
    assertTrue(lines.get(2).matches(".* SLOW +P50 +P99 +REFUSED/S .*"), lines.get(2));
    assertTrue(
        lines.get(3).matches("CLOSED +pay +a:80 .* 2\\.1 ms +340 ms +0\\.0 .*"), lines.get(3));
    assertTrue(lines.get(4).matches("CLOSED +pay +b:80 +0\\.0 +1 +0\\.0 .*"), lines.get(4));
    lines = lines(24, 74, false);
    assertTrue(lines.get(2).matches(".* SLOW +REFUSED/S .*"), lines.get(2));
    assertEquals("pay/a:80, last minute; P50 2.1 ms, P99 340 ms", lines.get(19));
  }

  @Test
  void aSelectionStaysWithItsBreaker() throws IOException {
    update(1, breaker("a:80", "CLOSED", 0, 0), breaker("b:80", "CLOSED", 0, 0));
    model.select(1);
    update(1, breaker("a:80", "CLOSED", 0, 0), breaker("b:80", "OPEN", 0, 0));
    assertEquals("b:80", model.selected().get("key"));
    update(1, breaker("a:80", "CLOSED", 0, 0));
    assertEquals("a:80", model.selected().get("key"));
    model.select(5);
    assertEquals("a:80", model.selected().get("key"));
  }

  @Test
  void fitsIntoAnyTerminal() throws IOException {
    String[] many = new String[40];
    for (int i = 0; i < many.length; i++) {
      many[i] = breaker("host-with-a-long-name-" + i + ".example.com:8080", "CLOSED", i, 0);
    }
    update(1, many);
    model.select(39);
    for (int rows : new int[] {3, 10, 24, 80}) {
      for (int columns : new int[] {20, 71, 72, 200}) {
        lines(rows, columns, false);
        lines(rows, columns, true);
      }
    }
    String selected =
        "host-with-a-long-name-" + model.selected().get("key").toString().split("-")[5];
    assertTrue(lines(24, 200, false).stream().anyMatch(line -> line.contains(selected)));
  }

  @Test
  void eventsAreOnlyShown() throws IOException {
    update(1, breaker("a:80", "CLOSED", 0, 0));
    List<String> lines = lines(24, 100, true);
    assertTrue(lines.contains("00:00:01 event ?[2J1"), lines::toString);
    lines = lines(24, 19, true);
    int first = lines.indexOf("00:00:01 event");
    assertEquals("         ?[2J1", first < 0 ? lines.toString() : lines.get(first + 1));
  }

  @Test
  void aRuleThatBeginsAnewCountsNothingBackwards() throws IOException {
    update(1, breaker("a:80", "CLOSED", 100, 50));
    update(1, breaker("a:80", "CLOSED", 2, 0));
    Map<String, Object> figures = model.figures(model.selected());
    assertEquals(0.0, figures.get("callsPerSecond"));
  }

  @Test
  void keysThatAreToldApartAreCountedOnce() throws IOException {
    update(1, breaker("a:80", "CLOSED", 0, 0), breaker("a:80 /x", "CLOSED", 0, 9));
    update(1, breaker("a:80", "CLOSED", 8, 0), breaker("a:80 /x", "CLOSED", 4, 3));
    assertEquals(8, model.callsPerSecond());
  }
}
