package dev.retrofuse.engine;

import dev.retrofuse.engine.breaker.CircuitBreaker;
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

  /** After a start it takes a while until the application has its connections. */
  private static final long LONGEST_WITHOUT_LINE = TimeUnit.MINUTES.toNanos(1);

  private final SpoolLog log;
  private final Lines lines;
  private final Events events;
  private final Ticker ticker;
  private int lot = 1;
  private long pause = SHORTEST_PAUSE;
  private long due;

  /** Whom the first message is for; empty as long as that is not known. */
  private String head = "";

  /** Whether that one cannot be sent now. */
  private boolean stuck;

  /** For how long there has been no line for it, in nanoseconds; negative once that was told. */
  private long lineless;

  ReplayedLog(SpoolLog log, Lines lines, Events events, Ticker ticker) {
    this.log = log;
    this.lines = lines;
    this.events = events;
    this.ticker = ticker;
  }

  /** Whether messages for a target, if there were any, would be sent before others for it. */
  boolean holdsUp(String target) {
    return !stuck || head.equals(target);
  }

  /**
   * Sends a lot if it is time for it.
   *
   * @return nanoseconds until the next one
   */
  long turn(RuleBook book) {
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
    head = "";
    Letter first = Letter.of(kept.get(0).message());
    head = first.address();
    Line line = lines.to(first);
    if (line == null) {
      return stranded(first);
    }
    lineless = Math.min(lineless, 0);
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

  private long stranded(Letter first) {
    stuck = true;
    if (lineless >= LONGEST_WITHOUT_LINE) {
      lineless = -1;
      events.note(
          "replay " + log.key() + " without " + head,
          log.size()
              + " messages for "
              + log.key()
              + " wait for a connection to "
              + bare(first.target())
              + ", which nobody in this JVM has made");
    } else if (lineless >= 0) {
      lineless += LONGEST_REFUSED;
    }
    return LONGEST_REFUSED;
  }

  /** Without what may be a password. */
  private static String bare(String target) {
    return target.replaceAll("//[^/@]*@", "//").replaceAll("\\?[^,)]*", "");
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
    return guard.remainingNanos() > 0 ? CallGuard.REJECTED : guard.enterAgain();
  }

  private static long refused(CallGuard guard) {
    long left = guard.remainingNanos();
    return left <= 0 ? SHORTEST_PAUSE : Math.min(left, LONGEST_REFUSED);
  }

  private long deliver(
      Line line, CallGuard guard, long[] permits, List<Kept> kept, List<Letter> letters)
      throws IOException {
    long begun = ticker.nanos();
    Throwable[] failures = deliver(line, letters);
    long took = ticker.nanos() - begun;
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
      stuck = false;
    }
    if (sent == failures.length) {
      lot = next(sent, took, slowNanos(guard));
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

  private static Throwable[] deliver(Line line, List<Letter> letters) {
    try {
      return line.deliver(letters);
    } catch (Exception | Error e) { // whatever it is, their permits are to be given back
      Throwable[] failures = new Throwable[letters.size()];
      Arrays.fill(failures, e);
      return failures;
    }
  }

  /** How large the next lot is: each message of it is a call that takes as long as all of it. */
  private int next(int sent, long took, long slow) {
    if (took > slow / 2) {
      return Math.max(1, sent / 2);
    }
    return took > slow / 4 || sent < lot ? lot : Math.min(2 * lot, MOST_MESSAGES);
  }

  private static long slowNanos(CallGuard guard) {
    CircuitBreaker breaker = guard == null ? null : guard.state().breaker();
    return breaker == null ? Long.MAX_VALUE : breaker.slowNanos();
  }

  private long failed(Throwable why) {
    stuck = true;
    lot = 1;
    long wait = pause;
    pause = Math.min(2 * pause, LONGEST_PAUSE);
    events.note(
        "replay " + log.key() + why.getClass(),
        "cannot send yet what is kept for " + log.key() + ": " + why);
    return wait;
  }
}
