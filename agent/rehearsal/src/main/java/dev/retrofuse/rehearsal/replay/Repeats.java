package dev.retrofuse.rehearsal.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a call ends that is made again, which no recording tells: as the recorded call of its name
 * ended that began nearest to that time.
 */
final class Repeats {
  private final Map<RecordedName, List<RecordedCall>> byName = new HashMap<>();

  /**
   * @param calls by their beginning
   */
  Repeats(List<RecordedCall> calls) {
    for (RecordedCall call : calls) {
      byName.computeIfAbsent(call.name(), absent -> new ArrayList<>()).add(call);
    }
  }

  /** For a call that begins again; it itself where there is no other of its name. */
  RecordedCall of(RecordedCall call, long nanos) {
    List<RecordedCall> same = byName.get(call.name());
    int after = firstFrom(same, nanos);
    int before = after - 1;
    after += isAt(same, after, call) ? 1 : 0;
    before -= isAt(same, before, call) ? 1 : 0;
    if (before < 0) {
      return after < same.size() ? same.get(after) : call;
    }
    boolean later =
        after < same.size()
            && same.get(after).startNanos() - nanos <= nanos - same.get(before).startNanos();
    return same.get(later ? after : before);
  }

  private static boolean isAt(List<RecordedCall> calls, int place, RecordedCall call) {
    return place >= 0 && place < calls.size() && calls.get(place) == call;
  }

  private static int firstFrom(List<RecordedCall> calls, long nanos) {
    int low = 0;
    int high = calls.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (calls.get(middle).startNanos() < nanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
