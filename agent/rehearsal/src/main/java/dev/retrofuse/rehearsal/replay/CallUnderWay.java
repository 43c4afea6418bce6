package dev.retrofuse.rehearsal.replay;

import dev.retrofuse.engine.outcome.Outcome;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.waist.RetrofuseGuard;

/** A call that was begun again, and how and when it will end. */
final class CallUnderWay implements Comparable<CallUnderWay> {
  private final RetrofuseGuard guard;
  private final Kind kind;
  private final long permit;
  private final long end;
  private final long cut;
  private final Outcome outcome;

  private CallUnderWay(
      RetrofuseGuard guard, Kind kind, long permit, long end, long cut, Outcome outcome) {
    this.guard = guard;
    this.kind = kind;
    this.permit = permit;
    this.end = end;
    this.cut = cut;
    this.outcome = outcome;
  }

  /**
   * Begins one.
   *
   * @param meaning of its end; null where it had none
   */
  static CallUnderWay begin(RetrofuseGuard guard, RecordedCall call, Outcome meaning, long now) {
    long permit = guard.enter();
    guard.leave(permit); // other calls begin on this thread before it ends
    long limit = permit < 0 || call.name().isBorrow() ? 0 : guard.limit(RetrofuseGuard.CALL);
    boolean cut = limit > 0 && (meaning == null || limit < call.nanos());
    return new CallUnderWay(
        guard,
        call.name().kind(),
        permit,
        now + (cut ? limit : call.nanos()),
        cut ? limit : 0,
        cut ? Outcome.OVERLOAD : meaning);
  }

  boolean isRefused() {
    return permit < 0;
  }

  /** After which the rule's time-out ends it; 0 where it ends before. */
  long cutNanos() {
    return cut;
  }

  long end() {
    return end;
  }

  /** Tells the guard how it ended. */
  void finish() {
    guard.end(permit, Ending.status(kind, outcome), Ending.thrown(kind, outcome));
  }

  @Override
  public int compareTo(CallUnderWay other) {
    return Long.compare(end, other.end);
  }
}
