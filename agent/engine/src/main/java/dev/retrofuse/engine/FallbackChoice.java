package dev.retrofuse.engine;

import dev.retrofuse.engine.fallback.Answers;
import dev.retrofuse.engine.outcome.Classifier;
import dev.retrofuse.engine.outcome.Outcome;
import dev.retrofuse.engine.spool.SpoolStatus;
import dev.retrofuse.rules.Fallback;
import dev.retrofuse.waist.RetrofuseAnswer;

/** Which calls of a guard get something in place of their failure, and what. */
final class FallbackChoice {
  private final Fallback figures;
  private final Enforcement enforcement;
  private final Classifier classifier;
  private final Counts counts;
  private final RetrofuseAnswer answer;
  private final Outbox outbox;

  /** Whether the kind of call alone says that there would be an answer for it. */
  private final boolean foreseen;

  /**
   * @param outbox of messages that are kept; null for a rule that keeps none
   */
  FallbackChoice(
      Fallback figures,
      Enforcement enforcement,
      Classifier classifier,
      Counts counts,
      CallPart part,
      Outbox outbox) {
    this.figures = figures;
    this.enforcement = enforcement;
    this.classifier = classifier;
    this.counts = counts;
    this.outbox = outbox;
    answer = Answers.of(figures);
    foreseen = Answers.fitsAll(figures.form(), part == CallPart.CONNECT);
  }

  /** Whether a message that is sent now might overtake others. */
  boolean holdsMessages() {
    return outbox != null && enforcement.isOn() && outbox.holds();
  }

  boolean keepsMessages() {
    return outbox != null;
  }

  /** Null for a rule that keeps no messages. */
  SpoolStatus spool() {
    return outbox == null ? null : outbox.status();
  }

  boolean keepsAnswers() {
    return enforcement.isOn() && figures.lastGood() != null;
  }

  boolean answersFailures() {
    return answer != null && figures.afterFailures();
  }

  /** As {@link dev.retrofuse.waist.RetrofuseGuard#accepts}. */
  boolean accepts(boolean refused, Throwable thrown, String system, Object[] message) {
    if (!refused && !isAnswered(thrown)) {
      return false;
    }
    boolean accepted =
        outbox == null ? answer != null : outbox.keep(system, refused, thrown, message);
    if (accepted) {
      counts.addServed();
    }
    return accepted;
  }

  /** As {@link dev.retrofuse.waist.RetrofuseGuard#instead}. */
  RetrofuseAnswer instead(boolean refused, Throwable thrown) {
    return answer == null || refused || isAnswered(thrown) ? answer : null;
  }

  private boolean isAnswered(Throwable thrown) {
    if (!figures.afterFailures() || !classifier.classify(0, thrown).isBad()) {
      return false;
    }
    boolean enforced = enforcement.holdsNow();
    if (!enforced && foreseen) {
      counts.addWouldAnswer();
    }
    return enforced;
  }

  /** A call has ended that policies may have let through only because they observe. */
  void ended(long permit, Outcome outcome, Throwable thrown) {
    boolean failed = thrown != null && outcome.isBad() && figures.afterFailures();
    if (foreseen && !failed && Admission.isStray(permit)) {
      counts.addWouldAnswer(); // a failed one is asked for by isAnswered
    }
  }

  /** As {@link dev.retrofuse.waist.RetrofuseGuard#wouldAnswer}. */
  boolean wouldAnswer(long permit, Throwable thrown) {
    return figures.form() == Fallback.Form.EMPTY_RESULT
        && (Admission.isStray(permit)
            || (thrown != null
                && figures.afterFailures()
                && !(enforcement.isOn() && Admission.isEnforced(permit))
                && classifier.classify(0, thrown).isBad()));
  }
}
