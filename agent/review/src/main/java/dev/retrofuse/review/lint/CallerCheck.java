package dev.retrofuse.review.lint;

import dev.retrofuse.rules.Deadline;
import dev.retrofuse.rules.Durations;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.Retry;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.rules.TimeOut;

/** Calls that go on when nobody waits for them any more. */
final class CallerCheck implements Check {
  @Override
  public void look(Subject subject) {
    Deadline deadline = subject.rules.deadline();
    TimeOut timeOut = subject.rule.limits().timeOut();
    if (deadline != null && timeOut == null && !subject.is(Kind.MESSAGING)) {
      String text = "the file carries deadlines on, but only to rules with a time-out";
      subject.find(Code.DEADLINE_NOT_HEEDED, "", text, "add time-out: { call: 10s } or so");
    }
    long caller = subject.assumptions.callerNanos();
    boolean known = caller > 0;
    caller = known || deadline == null ? caller : deadline.defaultNanos();
    if (caller == 0) {
      return;
    }
    if (timeOut != null && timeOut.callNanos() > caller) {
      String text =
          "calls are cut after "
              + subject.figure("time-out.call")
              + ", when callers, who wait "
              + Durations.text(caller)
              + (known ? ", have given up" : " unless they say more, have given up");
      subject.find(Code.TIME_OUT_AFTER_CALLER, "time-out.call", text, "lower it");
    }
    if (subject.rule.breaker() != null && subject.rule.breaker().slowCallNanos() >= caller) {
      String text =
          "calls are slow from "
              + subject.figure("breaker.slow-call")
              + " on, when callers, who"
              + " wait "
              + Durations.text(caller)
              + ", have given up";
      subject.find(Code.SLOW_AFTER_CALLER, "breaker.slow-call", text, "lower it");
    }
    lookAtRetries(subject, caller);
  }

  private static void lookAtRetries(Subject subject, long caller) {
    Rule rule = subject.rule;
    long call = rule.limits().timeOut() == null ? 0 : rule.limits().timeOut().callNanos();
    if (rule.retry() == null || subject.is(Kind.MESSAGING) || call > caller) {
      return;
    }
    long waits = waits(rule.retry());
    if (rule.retry().attempts() * call + waits > caller) {
      String text =
          rule.retry().attempts()
              + " tries of "
              + (call == 0 ? "no time" : Durations.text(call))
              + " and up to "
              + Durations.text(waits)
              + " of waits between them take longer than"
              + " callers wait, "
              + Durations.text(caller);
      subject.find(Code.RETRY_AFTER_CALLER, "retry", text, "make fewer tries, or cut each sooner");
    }
  }

  /** The longest between all tries. */
  private static long waits(Retry retry) {
    long sum = 0;
    long wait = retry.backOffNanos();
    for (int i = 1; i < retry.attempts(); i++) {
      sum += Math.min(wait, retry.maxBackOffNanos());
      wait *= 2;
    }
    return sum;
  }
}
