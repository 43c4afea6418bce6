package dev.retrofuse.rehearsal.replay;

import dev.retrofuse.engine.GuardStatus;
import dev.retrofuse.engine.outcome.Outcome;
import dev.retrofuse.engine.retry.RetryStatus;
import dev.retrofuse.rehearsal.Instead;
import dev.retrofuse.rehearsal.VirtualTime;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.Retry;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseKept;

/** A call that is played, from its first try to the end of its last. */
final class CallUnderWay implements Comparable<CallUnderWay> {
  private final VirtualTime time;
  private final Repeats repeats;
  private final Instead instead;
  private final RetrofuseGuard guard;
  private final Tally tally;
  private final RecordedName name;
  private final RetrofuseKept kept;
  private RecordedCall call;
  private int tries;
  private long permit;
  private boolean waits = true;
  private boolean over;
  private boolean cut;
  private Outcome outcome;
  private long due;

  /** One that begins with {@link #goOn}. */
  CallUnderWay(
      RecordedCall call,
      RetrofuseGuard guard,
      Tally tally,
      VirtualTime time,
      Repeats repeats,
      Instead instead) {
    this.call = call;
    this.guard = guard;
    this.tally = tally;
    this.time = time;
    this.repeats = repeats;
    this.instead = instead;
    name = call.name();
    kept = name.kept(guard);
  }

  /** Whether nothing more happens to it. */
  boolean isOver() {
    return over;
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
    call = tries == 1 ? call : repeats.of(call, time.nanos());
    permit = guard.enter();
    guard.leave(permit); // other calls begin on this thread before it ends
    if (permit < 0) {
      refused();
      return;
    }
    Outcome meaning = meaning();
    long limit = name.isBorrow() ? 0 : guard.limit(permit, RetrofuseGuard.CALL);
    cut = limit > 0 && (meaning == null || limit < call.nanos());
    outcome = cut ? Outcome.OVERLOAD : meaning;
    over = outcome == null; // it hangs
    due = time.nanos() + (cut ? limit : call.nanos());
    if (tries == 1) {
      tally.add(call, meaning, false, cut ? limit : 0);
    }
  }

  /** Null for one that has no end. */
  private Outcome meaning() {
    Ending ending = call.ending();
    return ending == null ? null : ending.meaning(name.kind(), tally.rule().failures());
  }

  /** A first try that is refused refuses the call; a later one leaves the failure of the last. */
  private void refused() {
    over = true;
    if (tries > 1) {
      failed();
      return;
    }
    tally.add(call, meaning(), true, 0);
    if (name.isAnswered(instead, guard, kept, true, guard.rejection(permit))) {
      tally.addAnswered();
    }
  }

  private void end() {
    if (cut && name.kind() == Kind.MESSAGING) {
      over = true; // for the policies alone: the send goes on
      guard.end(permit, 0, Ending.thrown(name.kind(), outcome));
      return;
    }
    long spent = outOfBudget();
    Throwable thrown = Ending.thrown(name.kind(), outcome);
    long wait =
        guard.endOrWait(permit, tries, nature(), status(), cut ? null : call.retryAfter(), thrown);
    if (wait >= 0) {
      tally.addRetry(time.nanos());
      waits = true;
      due = time.nanos() + wait;
      return;
    }
    over = true;
    tally.addOutOfBudget(outOfBudget() - spent);
    if (outcome.isBad()) {
      failed();
    } else {
      succeeded();
    }
  }

  private long outOfBudget() {
    RetryStatus retry = GuardStatus.retries(guard);
    return retry == null ? 0 : retry.outOfBudget();
  }

  private int status() {
    int usual = Ending.status(name.kind(), outcome);
    return cut || usual != 0 ? usual : call.ending().status();
  }

  /** An answer is asked for again only with a status that the rule names for it. */
  private int nature() {
    Retry retry = tally.rule().retry();
    int status = cut ? 0 : call.ending().status();
    boolean never = retry == null || (status != 0 && !retry.isRetriedStatus(status));
    return never ? RetrofuseGuard.ONCE : name.nature(cut ? null : call.ending().state());
  }

  private void failed() {
    // An answer that did come is handed on, whatever its status.
    boolean answer = !cut && call.ending() != null && call.ending().status() != 0;
    Throwable thrown = Ending.thrown(name.kind(), outcome);
    if (!answer && thrown != null && name.isAnswered(instead, guard, kept, false, thrown)) {
      tally.addAnswered();
    }
  }

  private void succeeded() {
    if (tries > 1) {
      tally.addRescued();
    }
    if (kept != null && call.ending().status() == 200) {
      Instead.answered(kept);
    }
  }

  @Override
  public int compareTo(CallUnderWay other) {
    return Long.compare(due, other.due);
  }
}
