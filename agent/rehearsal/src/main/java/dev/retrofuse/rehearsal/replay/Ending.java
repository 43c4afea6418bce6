package dev.retrofuse.rehearsal.replay;

import dev.retrofuse.engine.outcome.Classifier;
import dev.retrofuse.engine.outcome.Outcome;
import dev.retrofuse.rules.Failures;
import dev.retrofuse.rules.Kind;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;

/** How a recorded call ended, and what that means to a rule. Immutable. */
final class Ending {
  private final int status;
  private final Outcome meaning;
  private final String state;
  private final List<String> classes;

  private Ending(int status, Outcome meaning, String state, List<String> classes) {
    this.status = status;
    this.meaning = meaning;
    this.state = state;
    this.classes = classes;
  }

  /** With an answer. */
  static Ending status(int status) {
    return new Ending(status, null, null, null);
  }

  /**
   * With a failure.
   *
   * @param meaning what it means where a rule says nothing, in lower case
   * @param state the SQLState; empty for none
   * @param classes of the exception, its own first
   * @throws IllegalArgumentException for another meaning
   */
  static Ending failure(String meaning, String state, List<String> classes) {
    try {
      Outcome outcome = Outcome.valueOf(meaning.toUpperCase(Locale.ROOT));
      return new Ending(0, outcome, state.isEmpty() ? null : state, classes);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + meaning + "' is no outcome", e);
    }
  }

  /** Of the answer; 0 for a call without one. */
  int status() {
    return status;
  }

  /** The SQLState; null for none. */
  String state() {
    return state;
  }

  Outcome meaning(Kind kind, Failures failures) {
    if (classes == null) {
      return Classifier.of(kind, failures).classify(status, null);
    }
    for (String name : classes) {
      if (failures.ignoredExceptions().contains(name)) {
        return Outcome.LOCAL;
      }
      if (failures.exceptions().contains(name)) {
        return Outcome.FAILURE;
      }
    }
    return kind == Kind.JDBC && meaning != Outcome.LOCAL ? ofState(failures) : meaning;
  }

  private Outcome ofState(Failures failures) {
    if (failures.ignoresState(state)) {
      return Outcome.LOCAL;
    }
    boolean named = failures.isFailureState(state);
    boolean usual = Failures.defaults().isFailureState(state);
    if (named == usual || (named && meaning.isBad())) {
      return meaning;
    }
    return named ? Outcome.FAILURE : usualWithoutState();
  }

  /** Where the state is none of a failure's any more, the class may still say so. */
  private Outcome usualWithoutState() {
    for (String name : classes) {
      boolean says =
          name.equals(SQLRecoverableException.class.getName())
              || name.equals("java.sql.SQLNonTransientConnectionException")
              || name.equals("java.sql.SQLTransientException");
      if (says) {
        return meaning;
      }
    }
    return Outcome.CLIENT_FAULT;
  }

  /** What a guard is told of it as a status, under the usual meaning of failures. */
  static int status(Kind kind, Outcome outcome) {
    if (kind != Kind.HTTP) {
      return 0;
    }
    switch (outcome) {
      case SUCCESS:
        return 200;
      case CLIENT_FAULT:
        return 400;
      default:
        return 0;
    }
  }

  /** Likewise as an exception; null for none. */
  static Throwable thrown(Kind kind, Outcome outcome) {
    boolean sql = kind == Kind.JDBC;
    switch (outcome) {
      case FAILURE:
        return sql ? new SQLRecoverableException("replayed") : new ConnectException("replayed");
      case OVERLOAD:
        return sql ? new SQLTimeoutException("replayed") : new SocketTimeoutException("replayed");
      case CLIENT_FAULT:
        return sql ? new SQLException("replayed") : null;
      case CANCELLED:
        return new CancellationException("replayed");
      case LOCAL:
        return new IllegalStateException("replayed");
      default:
        return null;
    }
  }
}
