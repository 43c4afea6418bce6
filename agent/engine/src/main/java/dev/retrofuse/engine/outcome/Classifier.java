package dev.retrofuse.engine.outcome;

import dev.retrofuse.rules.Failures;
import dev.retrofuse.rules.Kind;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Sorts the ends of calls, by what a rule says first and by what is usual for the kind then. */
public abstract class Classifier {
  final Failures failures;
  private final ExceptionNames names;

  Classifier(Failures failures) {
    this.failures = failures;
    names = new ExceptionNames(failures.exceptions(), failures.ignoredExceptions());
  }

  public static Classifier of(Kind kind, Failures failures) {
    switch (kind) {
      case JDBC:
        return new JdbcClassifier(failures);
      case HTTP:
        return new HttpClassifier(failures);
      case MESSAGING:
        return new MessagingClassifier(failures);
    }
    throw new AssertionError(kind);
  }

  /**
   * Sorts one end of a call.
   *
   * @param status the HTTP status, or 0 where there is none
   * @param thrown the failure, or null
   */
  public final Outcome classify(int status, Throwable thrown) {
    if (thrown == null) {
      return ofStatus(status);
    }
    Throwable own = unwrapped(thrown);
    Outcome named = names.find(own);
    return named != null ? named : ofThrown(own);
  }

  /** What a future wraps around the failure says nothing. */
  private static Throwable unwrapped(Throwable thrown) {
    boolean wrapper = thrown instanceof CompletionException || thrown instanceof ExecutionException;
    return wrapper && thrown.getCause() != null ? thrown.getCause() : thrown;
  }

  Outcome ofStatus(int status) {
    return Outcome.SUCCESS;
  }

  /** The usual meaning of an exception that the rule does not name. */
  abstract Outcome ofThrown(Throwable thrown);
}
