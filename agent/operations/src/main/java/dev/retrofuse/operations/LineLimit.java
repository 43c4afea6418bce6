package dev.retrofuse.operations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Lets only so many lines of a place through within a minute, and says how many more there were.
 */
final class LineLimit {
  static final int MOST_A_MINUTE = 30;
  private static final int MOST_PLACES = 1_000;
  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Map<String, Minute> places = new HashMap<>();

  /** Whether this one is to be written. */
  synchronized boolean allows(AgentEvent line, long now) {
    if (line.place() == null) {
      return true;
    }
    Minute minute = places.get(line.place());
    if (minute == null) {
      if (places.size() == MOST_PLACES) {
        return true; // each of them is few
      }
      minute = new Minute(now);
      places.put(line.place(), minute);
    }
    if (minute.lines++ < MOST_A_MINUTE) {
      return true;
    }
    minute.last = line;
    return false;
  }

  /** Of each place whose minute is over, how many lines it had beyond the bound. */
  synchronized List<AgentEvent> summaries(long now) {
    List<AgentEvent> summaries = new ArrayList<>();
    for (Iterator<Minute> each = places.values().iterator(); each.hasNext(); ) {
      Minute minute = each.next();
      if (now - minute.began >= MINUTE_NANOS) {
        each.remove();
        int more = minute.lines - MOST_A_MINUTE;
        if (more > 0) {
          summaries.add(
              AgentEvent.now(more + " more like this within a minute: " + minute.last.text()));
        }
      }
    }
    return summaries;
  }

  private static final class Minute {
    final long began;
    int lines;
    AgentEvent last;

    Minute(long began) {
      this.began = began;
    }
  }
}
