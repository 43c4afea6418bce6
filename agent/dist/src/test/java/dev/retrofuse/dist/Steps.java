package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Plays the steps of a case: {@code ok -> refused} makes a call and says what the application sees,
 * {@code ok* -> refused} makes as many as it takes to see it. {@code hold} makes a call that hangs
 * until {@code free -> ok}, {@code hung -> cut} one that hangs until something ends it; {@code
 * hold* -> refused} makes more of them until one is refused. {@code ok Header=value} is a call for
 * a request with that header. {@code status calls=1} waits until the status says so.
 */
final class Steps {
  private static final int MOST = 200;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final CallerHouse house;
  private final CallKind kind;
  private final PolicyCase row;
  private final String rule;
  private final List<CompletableFuture<String>> held = new ArrayList<>();

  Steps(CallerHouse house, CallKind kind, PolicyCase row) {
    this.house = house;
    this.kind = kind;
    this.row = row;
    rule = row.name(kind);
  }

  void play() {
    try {
      for (String step : row.calls().split(", ")) {
        String[] sides = step.split(" -> ");
        play(sides[0].split(" "), sides.length > 1 ? sides[1] : null);
      }
    } finally {
      house.pass(kind);
    }
    awaitStatus(row.status());
  }

  private void play(String[] words, String end) {
    String header = words.length > 1 ? words[1] : null;
    switch (words[0]) {
      case "status" -> awaitStatus(header);
      case "hold" -> hold(header);
      case "hold*" -> holdUntil(end);
      case "free" -> free(end);
      case "hung" -> hung(end);
      default -> call(words[0], header, end);
    }
  }

  private void call(String what, String header, String end) {
    boolean once = !what.endsWith("*");
    String name = once ? what : what.substring(0, what.length() - 1);
    String seen = house.call(kind, name, header).join();
    for (int i = 0; i < MOST && !once && !is(end, seen); i++) {
      seen = house.call(kind, name, header).join();
    }
    assertSeen(end, seen);
  }

  private CompletableFuture<String> hold(String header) {
    house.hang(kind);
    CompletableFuture<String> call = house.call(kind, "big", header);
    held.add(call);
    String underWay = "concurrent=" + held.size();
    // Twice: a call that the breaker refuses has a place in the bulkhead for a moment.
    await(() -> call.isDone() || (isSo(underWay) && isSo(underWay)));
    assertTrue(call.isDone() || isSo(underWay), () -> "not " + underWay + ": " + house.status());
    return call;
  }

  private boolean isSo(String words) {
    return status(words).equals(words);
  }

  private void holdUntil(String end) {
    CompletableFuture<String> last = hold(null);
    for (int i = 0; i < MOST && !last.isDone(); i++) {
      last = hold(null);
    }
    held.remove(last);
    assertSeen(end, last.join());
  }

  private void hung(String end) {
    house.hang(kind);
    call("ok", null, end);
    house.pass(kind);
  }

  private void free(String end) {
    for (CompletableFuture<String> call : held) {
      assertTrue(!call.isDone(), () -> call.join() + " is no call under way");
    }
    house.pass(kind);
    for (CompletableFuture<String> call : held) {
      assertSeen(end, call.join());
    }
    held.clear();
  }

  private void assertSeen(String end, String seen) {
    assertTrue(is(end, seen), () -> "'" + end + "' was expected, the application saw: " + seen);
  }

  private boolean is(String end, String seen) {
    boolean refused = end.equals("refused");
    return seen.startsWith(kind.sees(end, rule))
        && (!refused || seen.matches(".*: \\Q" + row.why().replace("*", "\\E.*\\Q") + "\\E"))
        && (!Set.of("struck", "aborted").contains(end) || seen.endsWith(" fail: a drill"));
  }

  private void awaitStatus(String expected) {
    await(() -> isSo(expected));
    assertEquals(expected, status(expected), house::status);
  }

  private String status(String words) {
    return new RuleStatus(house.status(), rule).of(words);
  }

  // Not longer than the patience: who calls looks again at what it waited for.
  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      LockSupport.parkNanos(5_000_000);
    }
  }
}
