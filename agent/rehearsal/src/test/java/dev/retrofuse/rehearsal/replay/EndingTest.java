package dev.retrofuse.rehearsal.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retrofuse.engine.outcome.Classifier;
import dev.retrofuse.engine.outcome.Outcome;
import dev.retrofuse.rules.Failures;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleFileResult;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A recorded end means to each rule what the end itself did. */
class EndingTest {
  private static final List<Throwable> OF_DATABASES =
      List.of(
          new SQLException("a", "08001"),
          new SQLException("a", "40001"),
          new SQLException("a", "53300"),
          new SQLException("a"),
          new SQLIntegrityConstraintViolationException("a", "23505"),
          new SQLRecoverableException("a", "08003"),
          new SQLNonTransientConnectionException("a", "08001"),
          new SQLTransientConnectionException("a", "08006"),
          new SQLTransactionRollbackException("a", "40001"),
          new SQLTimeoutException("a", "HYT00"),
          new SQLException("a", "42000", new IOException()),
          new IllegalStateException());
  private static final List<Throwable> OF_NETWORKS =
      List.of(
          new ConnectException(),
          new SocketTimeoutException(),
          new IOException(),
          new CancellationException(),
          new IllegalStateException());

  private static Failures failures(String says) {
    String rule =
        "rules:\n  - { name: a, match: { jdbc: {} }, breaker: {}, failures: { " + says + " } }\n";
    RuleFileResult read = RuleFile.parse("f", rule);
    assertEquals(List.of(), read.problems());
    return read.ruleSet().rules().get(0).failures();
  }

  /** As the agent writes it. */
  private static Ending recorded(Kind kind, Throwable thrown) {
    List<String> classes = new ArrayList<>();
    for (Class<?> type = thrown.getClass(); type != Throwable.class; type = type.getSuperclass()) {
      classes.add(type.getName());
    }
    Outcome usual = Classifier.of(kind, Failures.defaults()).classify(0, thrown);
    String state = thrown instanceof SQLException ? ((SQLException) thrown).getSQLState() : null;
    return Ending.failure(
        usual.name().toLowerCase(Locale.ROOT), Objects.toString(state, ""), classes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sql-states: ['40']",
        "sql-states: ['08001']",
        "sql-states: ['23505', '53']",
        "ignore-sql-states: ['08001']",
        "ignore-sql-states: ['53300', '40001']",
        "exceptions: [java.sql.SQLException]",
        "exceptions: [java.lang.IllegalStateException]",
        "ignore-exceptions: [java.sql.SQLTransientException]",
      })
  void ofDatabases(String says) {
    Failures failures = says.isEmpty() ? Failures.defaults() : failures(says);
    for (Throwable each : OF_DATABASES) {
      Outcome real = Classifier.of(Kind.JDBC, failures).classify(0, each);
      Outcome replayed = recorded(Kind.JDBC, each).meaning(Kind.JDBC, failures);
      assertEquals(real.isBad(), replayed.isBad(), () -> each + " " + real + " " + replayed);
      assertEquals(real.isJudged(), replayed.isJudged(), () -> each + " " + real + " " + replayed);
    }
  }

  @Test
  void ofNetworks() {
    for (Throwable each : OF_NETWORKS) {
      for (Kind kind : List.of(Kind.HTTP, Kind.MESSAGING)) {
        Outcome real = Classifier.of(kind, Failures.defaults()).classify(0, each);
        assertEquals(real, recorded(kind, each).meaning(kind, Failures.defaults()));
      }
    }
  }

  /** What a guard is told of a meaning means that under the usual failures. */
  @Test
  void whatGuardsAreTold() {
    for (Kind kind : Kind.values()) {
      for (Outcome each : Outcome.values()) {
        boolean none = kind == Kind.MESSAGING && each == Outcome.CLIENT_FAULT;
        Outcome told =
            Classifier.of(kind, Failures.defaults())
                .classify(Ending.status(kind, each), Ending.thrown(kind, each));
        boolean local = kind == Kind.JDBC && each == Outcome.CANCELLED;
        assertEquals(none ? Outcome.SUCCESS : local ? Outcome.LOCAL : each, told);
      }
    }
  }
}
