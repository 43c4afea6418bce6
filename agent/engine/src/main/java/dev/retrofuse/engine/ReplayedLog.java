package dev.retrofuse.engine;

import dev.retrofuse.engine.courier.Letter;
import dev.retrofuse.engine.courier.Line;
import dev.retrofuse.engine.spool.Kept;
import dev.retrofuse.engine.spool.SpoolLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One log that is being sent: some messages at a time, each as a call of its own that the policies
 * must admit. Begins with one, doubles with each lot that went well, and begins anew after a
 * failure, so that a broker that is barely back is asked with one message.
 */
final class ReplayedLog {
  private static final int MOST_MESSAGES = 512;
  private static final long MOST_BYTES = 256 << 10;
  private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(5);
  private static final long LONGEST_REFUSED = TimeUnit.SECONDS.toNanos(1);

  private final SpoolLog log;
  private final Lines lines;
  private final Events events;
  private int lot = 1;
  private long pause = SHORTEST_PAUSE;
  private long due;

  ReplayedLog(SpoolLog log, Lines lines, Events events) {
    this.log = log;
    this.lines = lines;
    this.events = events;
  }

  /**
   * Sends a lot if it is time for it.
   *
   * @return nanoseconds until the next one
   */
  long turn(RuleBook book, Ticker ticker) {
    long now = ticker.nanos();
    if (due != 0 && due - now > 0) {
      return due - now;
    }
    long wait;
    try {
      wait = send(book);
    } catch (Exception | LinkageError e) {
      wait = failed(e);
    }
    due = ticker.nanos() + wait;
    return wait;
  }

  private long send(RuleBook book) throws Exception {
    List<Kept> kept = log.head(lot, MOST_BYTES);
    if (kept.isEmpty()) {
      return 0;
    }
    List<Letter> letters = new ArrayList<>();
    Letter first = Letter.of(kept.get(0).message());
    Line line = lines.to(first);
    if (line == null) {
      return LONGEST_REFUSED;
    }
    CallGuard guard = guard(book, first);
    for (Kept each : kept) {
      Letter letter = Letter.of(each.message());
      if (!letter.goesWith(first) || guard(book, letter) != guard) {
        break;
      }
      letters.add(letter);
    }
    long[] permits = new long[letters.size()];
    int admitted = admit(guard, permits);
    letters = letters.subList(0, admitted);
    return letters.isEmpty() ? refused(guard) : deliver(line, guard, permits, kept, letters);
  }

  /** How many of them are let through; their permits are filled in. */
  private static int admit(CallGuard guard, long[] permits) {
    for (int i = 0; i < permits.length; i++) {
      permits[i] = permit(guard);
      if (permits[i] < 0) {
        return i;
      }
    }
    return permits.length;
  }

  private static CallGuard guard(RuleBook book, Letter letter) {
    return book.message(letter.system(), letter.destination(), "send");
  }

  // Not asked while it is open: each time would count as a call that was refused.
  private static long permit(CallGuard guard) {
    if (guard == null) {
      return 0;
    }
    return guard.state().remainingNanos() > 0 ? CallGuard.REJECTED : guard.enterAgain();
  }

  private static long refused(CallGuard guard) {
    long left = guard.state().remainingNanos();
    return left <= 0 ? SHORTEST_PAUSE : Math.min(left, LONGEST_REFUSED);
  }

  private long deliver(
      Line line, CallGuard guard, long[] permits, List<Kept> kept, List<Letter> letters)
      throws IOException {
    Throwable[] failures = new Throwable[letters.size()];
    try {
      failures = line.deliver(letters);
    } catch (Exception | LinkageError e) {
      Arrays.fill(failures, e);
    }
    int sent = 0;
    for (int i = 0; i < failures.length; i++) {
      sent += i == sent && failures[i] == null ? 1 : 0;
      if (guard != null) {
        guard.end(permits[i], 0, failures[i]);
      }
    }
    if (sent > 0) {
      log.done(kept.get(sent - 1));
      pause = SHORTEST_PAUSE;
    }
    if (sent == failures.length) {
      lot = Math.min(2 * lot, MOST_MESSAGES);
      return 0;
    }
    lines.close(letters.get(sent));
    boolean alone = failures.length == 1;
    if (alone && lines.couriers().isHopeless(letters.get(0), failures[0])) {
      log.setAside(kept.get(0), failures[0]);
      return 0;
    }
    return failed(failures[sent]);
  }

  private long failed(Throwable why) {
    lot = 1;
    long wait = pause;
    pause = Math.min(2 * pause, LONGEST_PAUSE);
    events.note(
        "replay " + log.key() + why.getClass(),
        "cannot send yet what is kept for " + log.key() + ": " + why);
    return wait;
  }
}
