package dev.retrofuse.rehearsal;

import dev.retrofuse.engine.retry.RetryAfter;
import dev.retrofuse.rules.JdbcMatch;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.PlannedCalls;
import dev.retrofuse.rules.StepCount;
import dev.retrofuse.rules.WrittenCall;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseKept;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** One call from its first try to its end, or to the end of its last try. */
final class Call implements Comparable<Call> {
  private static final long NEVER = Long.MAX_VALUE;

  private final Load load;
  private final RetrofuseGuard guard;
  private final WrittenCall to;
  private final RetrofuseKept kept;
  private int tries;
  private long permit;
  private boolean waits;
  private boolean struck;

  /** A send that takes too long goes on; only the policies are told. */
  private boolean toldLate;

  private boolean over;
  private String with;
  private long due;

  /**
   * One that begins with {@link #goOn}.
   *
   * @param guard null where no rule is for it
   */
  Call(Load load, RetrofuseGuard guard) {
    this.load = load;
    this.guard = guard;
    to = load.planned().to();
    boolean request = to.kind() == Kind.HTTP;
    kept = request ? Instead.kept(guard, method(), to.where()) : null;
    waits = true;
  }

  /** Whether nothing more happens to it. */
  boolean isOver() {
    return over || due == NEVER;
  }

  /** When it is to go on. */
  long due() {
    return due;
  }

  /** Begins its next try, or ends the one that is under way. */
  void goOn() {
    if (waits) {
      begin();
    } else {
      end();
    }
  }

  private void begin() {
    waits = false;
    tries++;
    int number = load.next();
    permit = guard == null ? 0 : guard.enter();
    long held = load.time().takeHeld();
    if (permit < 0) {
      if (held > 0) {
        heldUpTooLong();
      } else {
        refused();
      }
      return;
    }
    if (guard != null) {
      guard.leave(permit); // other calls begin on this thread before it ends
    }
    struck = held > 0 && load.instead().strikesDown(guard);
    if (struck) {
      with = PlannedCalls.UNREACHABLE;
      due = load.time().nanos() + held;
    } else {
      takes(number, load.time().nanos() + held);
    }
  }

  private void takes(int number, long now) {
    PlannedCalls planned = load.planned();
    long takes = isOne(planned.slow(), number) ? planned.takesNanos() : PlannedCalls.USUAL_NANOS;
    due = isOne(planned.hang(), number) ? NEVER : now + takes;
    with = isOne(planned.fail(), number) ? planned.with() : null;
    long limit = guard == null || isBorrow() ? 0 : guard.limit(permit, RetrofuseGuard.CALL);
    boolean late = limit > 0 && limit < due - now;
    toldLate = late && to.kind() == Kind.MESSAGING;
    if (late) {
      due = now + limit;
      with = toldLate ? with : PlannedCalls.TIME_OUT;
    }
  }

  private boolean isBorrow() {
    return to.kind() == Kind.JDBC && to.what().equalsIgnoreCase(JdbcMatch.BORROW);
  }

  /** Whether that one is among a share of all that are evenly mixed with the others. */
  private static boolean isOne(double share, int number) {
    // Rounded, so that 30% of ten are three whatever a double makes of it.
    return Math.floor((number + 1) * share + 1e-9) > Math.floor(number * share + 1e-9);
  }

  /** A first try that is refused refuses the call; a later one leaves the failure of the last. */
  private void refused() {
    over = true;
    if (tries == 1) {
      load.count(StepCount.REFUSED);
      countIf(StepCount.ANSWERED, isAnswered(true, guard.rejection(permit)));
    } else {
      failed();
    }
  }

  /** The drill has ended it by the time-out of its rule. */
  private void heldUpTooLong() {
    with = PlannedCalls.TIME_OUT;
    struckDown(guard.rejection(permit));
  }

  private void struckDown(Throwable rejection) {
    over = true;
    load.count(isAnswered(true, rejection) ? StepCount.ANSWERED : StepCount.FAILED);
  }

  private void end() {
    if (struck) {
      guard.end(permit, 0, Ends.failure(to.kind(), with));
      struckDown(guard.rejection(RetrofuseGuard.REJECTED));
      return;
    }
    if (toldLate) {
      over = true;
      guard.end(permit, 0, Ends.failure(to.kind(), PlannedCalls.TIME_OUT));
      countIf(StepCount.FAILED, with != null);
      return;
    }
    int status = Ends.status(to.kind(), with);
    Throwable thrown = Ends.failure(to.kind(), with);
    long wait = guard == null ? -1 : endOrWait(status, thrown);
    if (wait >= 0) {
      waits = true;
      due = load.time().nanos() + wait;
      return;
    }
    over = true;
    if (with != null) {
      failed();
    } else if (kept != null) {
      Instead.answered(kept);
    }
  }

  private long endOrWait(int status, Throwable thrown) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(load.planned().retryAfterNanos());
    String retryAfter =
        seconds > 0 && RetryAfter.mayComeWith(status) ? Long.toString(seconds) : null;
    return guard.endOrWait(permit, tries, nature(), status, retryAfter, thrown);
  }

  private int nature() {
    if (with == null) {
      return RetrofuseGuard.ONCE;
    }
    switch (to.kind()) {
      case HTTP:
        return Natures.http(method(), to.where().substring(0, to.where().indexOf(':')));
      case JDBC:
        return Natures.jdbc(to.what(), Ends.state(with));
      default:
        return Natures.send(to.what(), with.equals(PlannedCalls.UNREACHABLE));
    }
  }

  private void failed() {
    Throwable thrown = Ends.failure(to.kind(), with);
    // An answer that did come is handed on, whatever its status.
    boolean answered = thrown != null && isAnswered(false, thrown);
    load.count(answered ? StepCount.ANSWERED : StepCount.FAILED);
  }

  private boolean isAnswered(boolean refused, Throwable thrown) {
    if (guard == null) {
      return false;
    }
    switch (to.kind()) {
      case HTTP:
        return load.instead().hasResponse(guard, to.where(), kept, refused, thrown);
      case JDBC:
        return load.instead().hasResult(guard, to.what(), to.where(), refused, thrown);
      default:
        boolean unsent = PlannedCalls.UNREACHABLE.equals(with);
        return load.instead().accepts(guard, to.what(), refused, unsent, thrown);
    }
  }

  private String method() {
    return to.what().toUpperCase(Locale.ROOT);
  }

  private void countIf(StepCount what, boolean holds) {
    if (holds) {
      load.count(what);
    }
  }

  @Override
  public int compareTo(Call other) {
    return Long.compare(due, other.due);
  }
}
