package dev.retrofuse.agent;

import dev.retrofuse.engine.Ticker;
import dev.retrofuse.operations.discovery.Discovery;
import dev.retrofuse.operations.discovery.Look;
import dev.retrofuse.operations.recording.CallRecorder;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A look at what this JVM calls, for a while; one at a time. */
final class Discovering {
  private static final long LONGEST_MILLIS = TimeUnit.DAYS.toMillis(2);

  private final AttachedAgent agent;
  private final Ticker ticker;
  private Look current;
  private long end;
  private volatile boolean alone;

  Discovering(AttachedAgent agent, Ticker ticker) {
    this.agent = agent;
    this.ticker = ticker;
  }

  /**
   * Begins one.
   *
   * @param arguments {@code millis}: until when it will have been ended by who asks for it; {@code
   *     at-most}: how many calls to write down, rather than to count all
   * @param only whether the agent came for this alone, and is to go afterwards
   * @throws IOException when it cannot, with the reason
   */
  synchronized void begin(Arguments arguments, boolean only) throws IOException {
    if (current != null) {
      throw new IOException("somebody else looks at what it calls; try again later");
    }
    if (!agent.isOn()) {
      throw new IOException("the agent is off, so that it sees no calls; 'on' switches it on");
    }
    alone = only;
    end =
        ticker.nanos()
            + TimeUnit.MILLISECONDS.toNanos(number(arguments.get("millis"), LONGEST_MILLIS));
    current = look(arguments.get("at-most"));
    agent.look(current);
  }

  private Look look(String atMost) throws IOException {
    return atMost == null
        ? new Discovery(ticker)
        : new CallRecorder(ticker, (int) number(atMost, CallRecorder.MOST));
  }

  private static long number(String text, long most) throws IOException {
    try {
      return Math.min(most, Math.max(1, Long.parseLong(text)));
    } catch (NumberFormatException e) {
      throw new IOException("'" + text + "' is no number (millis=NUMBER,at-most=NUMBER)", e);
    }
  }

  /**
   * Ends it.
   *
   * @return what was seen: JSON, or a recording
   * @throws IOException when there is none
   */
  String end() throws IOException {
    Look seen = take(true);
    if (seen == null) {
      throw new IOException("nobody looks at what it calls, or no longer");
    }
    seen.end();
    forget();
    return seen.report();
  }

  /** Ends one that nobody has fetched in time. */
  void everySecond() {
    if (take(false) != null) {
      forget();
    }
  }

  /**
   * Null where there is none.
   *
   * @param now whether to take one that may still be fetched
   */
  private synchronized Look take(boolean now) {
    Look seen = current;
    if (seen != null && (now || ticker.nanos() - end > 0)) {
      current = null;
      return seen;
    }
    return null;
  }

  // Outside of the lock: detaching waits for the thread that comes here every second.
  private void forget() {
    agent.look(null);
    if (alone) {
      agent.detach();
    }
  }
}
