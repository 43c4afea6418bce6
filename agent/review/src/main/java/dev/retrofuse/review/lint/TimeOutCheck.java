package dev.retrofuse.review.lint;

import dev.retrofuse.rules.Breaker;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.MessagingMatch;
import dev.retrofuse.rules.Policy;
import dev.retrofuse.rules.TimeOut;

/** Time-outs beside each other, and beside what is slow. */
final class TimeOutCheck implements Check {
  @Override
  public void look(Subject subject) {
    TimeOut timeOut = subject.rule.limits().timeOut();
    if (timeOut == null) {
      return;
    }
    lookAtPart(subject, timeOut, timeOut.connectNanos(), "connect");
    lookAtPart(subject, timeOut, timeOut.readNanos(), "read");
    if (!cuts(subject)) {
      String text = "sends by these systems are not cut";
      String advice = "remove it, or count only: observe: time-out";
      if (subject.acts(Policy.TIME_OUT)) {
        subject.find(Code.TIME_OUT_WITHOUT_EFFECT, "time-out", text, advice);
      }
      return;
    }
    Breaker breaker = subject.rule.breaker();
    boolean slow = breaker != null && timeOut.callNanos() > 0 && subject.acts(Policy.TIME_OUT);
    if (slow && breaker.slowCallNanos() >= timeOut.callNanos()) {
      String text =
          "calls are cut after "
              + subject.figure("time-out.call")
              + ", before they have taken slow-call: "
              + subject.figure("breaker.slow-call");
      String advice = "lower slow-call, or remove it: what is cut counts as failed";
      subject.find(Code.SLOW_AFTER_TIME_OUT, "breaker.slow-call", text, advice);
    }
  }

  private static void lookAtPart(Subject subject, TimeOut timeOut, long nanos, String part) {
    boolean known = subject.is(Kind.HTTP) || (subject.is(Kind.JDBC) && part.equals("connect"));
    if (nanos > 0 && !known) {
      String text = part + " is for " + (part.equals("read") ? "http" : "http and jdbc") + " alone";
      subject.find(Code.TIME_OUT_WITHOUT_EFFECT, "time-out." + part, text, "remove it");
    } else if (nanos > 0 && timeOut.callNanos() > 0 && nanos >= timeOut.callNanos()) {
      String text =
          part
              + " "
              + subject.figure("time-out." + part)
              + " is never reached: the whole call has "
              + subject.figure("time-out.call");
      subject.find(Code.TIME_OUT_WITHOUT_EFFECT, "time-out." + part, text, "lower or remove it");
    }
  }

  /** Whether there are calls that the engine can cut. */
  static boolean cuts(Subject subject) {
    return !subject.is(Kind.MESSAGING)
        || ((MessagingMatch) subject.rule.match()).allowsSystem("kafka")
        || ((MessagingMatch) subject.rule.match()).allowsSystem("nats");
  }
}
