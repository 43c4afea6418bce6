package dev.retrofuse.rehearsal;

import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.PlannedCalls;
import dev.retrofuse.waist.RetrofuseGuard;

/** One call that is under way, and how and when it will end. */
final class Call implements Comparable<Call> {
  private static final long NEVER = Long.MAX_VALUE;

  private final RetrofuseGuard guard;
  private final Kind kind;
  private final long permit;
  private final long end;
  private final String with;

  private Call(RetrofuseGuard guard, Kind kind, long permit, long end, String with) {
    this.guard = guard;
    this.kind = kind;
    this.permit = permit;
    this.end = end;
    this.with = with;
  }

  /**
   * Begins one.
   *
   * @param guard null where no rule is for it
   * @param number which of those planned it is, from 0
   */
  static Call begin(RetrofuseGuard guard, PlannedCalls planned, int number, long now) {
    long permit = 0;
    if (guard != null) {
      permit = guard.enter();
      guard.leave(permit); // other calls begin on this thread before it ends
    }
    long takes = isOne(planned.slow(), number) ? planned.takesNanos() : PlannedCalls.USUAL_NANOS;
    long end = isOne(planned.hang(), number) ? NEVER : now + takes;
    String with = isOne(planned.fail(), number) ? planned.with() : null;
    long limit = guard == null || permit < 0 ? 0 : guard.limit(RetrofuseGuard.CALL);
    boolean cut = limit > 0 && limit < end - now;
    return new Call(
        guard,
        planned.to().kind(),
        permit,
        cut ? now + limit : end,
        cut ? PlannedCalls.TIME_OUT : with);
  }

  /** Whether that one is among a share of all that are evenly mixed with the others. */
  private static boolean isOne(double share, int number) {
    // Rounded, so that 30% of ten are three whatever a double makes of it.
    return Math.floor((number + 1) * share + 1e-9) > Math.floor(number * share + 1e-9);
  }

  boolean isRefused() {
    return permit < 0;
  }

  boolean hangs() {
    return end == NEVER;
  }

  /** When it ends. */
  long end() {
    return end;
  }

  /** Tells the guard how it ended. */
  void finish() {
    if (guard != null) {
      guard.end(permit, Ends.status(kind, with), Ends.failure(kind, with));
    }
  }

  @Override
  public int compareTo(Call other) {
    return Long.compare(end, other.end);
  }
}
