package dev.retrofuse.engine.outcome;

import static dev.retrofuse.engine.outcome.Outcome.CANCELLED;
import static dev.retrofuse.engine.outcome.Outcome.CLIENT_FAULT;
import static dev.retrofuse.engine.outcome.Outcome.FAILURE;
import static dev.retrofuse.engine.outcome.Outcome.LOCAL;
import static dev.retrofuse.engine.outcome.Outcome.OVERLOAD;
import static dev.retrofuse.engine.outcome.Outcome.SUCCESS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retrofuse.rules.Failures;
import dev.retrofuse.rules.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ClassifierTest {
  private static Classifier classifier(Kind kind) {
    return Classifier.of(kind, Failures.defaults());
  }

  private static Arguments end(Throwable thrown, Outcome outcome) {
    return Arguments.of(thrown, outcome);
  }

  static Stream<Arguments> jdbc() {
    return Stream.of(
        end(null, SUCCESS),
        end(new SQLException("x", "08006"), FAILURE),
        end(new SQLException("x", "08S01"), FAILURE),
        end(new SQLException("x", "53300"), OVERLOAD),
        end(new SQLException("x", "57014"), FAILURE),
        end(new SQLException("x", "57P01"), FAILURE),
        end(new SQLException("x", "58030"), FAILURE),
        end(new SQLException("x", "HYT00"), OVERLOAD),
        end(new SQLTimeoutException("x", "70100", 1317), CANCELLED),
        end(new SQLTimeoutException("x", "70100", 1969), OVERLOAD),
        end(new SQLException("x", "HY000", 1317), CLIENT_FAULT),
        end(new SQLException("x", "23505"), CLIENT_FAULT),
        end(new SQLException("x", "42601"), CLIENT_FAULT),
        end(new SQLException("x", "40001"), CLIENT_FAULT),
        end(new SQLException("x"), CLIENT_FAULT),
        end(new SQLTimeoutException("x"), OVERLOAD),
        end(new SQLTransientConnectionException("x"), FAILURE),
        end(new SQLRecoverableException("x"), FAILURE),
        end(new SQLNonTransientConnectionException("x", "90067"), FAILURE),
        end(new SQLTransactionRollbackException("x", "40001"), CLIENT_FAULT),
        end(new SQLIntegrityConstraintViolationException("x", "23000"), CLIENT_FAULT),
        end(new SQLSyntaxErrorException("x", "42000"), CLIENT_FAULT),
        end(new SQLFeatureNotSupportedException("x"), CLIENT_FAULT),
        end(new SQLException("x", "72000", new SocketTimeoutException()), FAILURE),
        end(new SQLException("x", "S1000", new RuntimeException(new IOException())), FAILURE),
        end(new SQLException("x", "S1000", new SQLException("y", "08003")), FAILURE),
        end(batch("08006"), FAILURE),
        end(batch("23505"), CLIENT_FAULT),
        end(new IllegalStateException(), LOCAL),
        end(new OutOfMemoryError(), LOCAL));
  }

  private static SQLException batch(String stateOfNext) {
    BatchUpdateException batch = new BatchUpdateException("x", "S1000", new int[0]);
    batch.setNextException(new SQLException("y", stateOfNext));
    return batch;
  }

  @ParameterizedTest
  @MethodSource
  void jdbc(Throwable thrown, Outcome outcome) {
    assertEquals(outcome, classifier(Kind.JDBC).classify(0, thrown));
  }

  @Test
  void aRingOfCausesEnds() {
    SQLException one = new SQLException("one");
    one.initCause(new SQLException("two", one));
    assertEquals(CLIENT_FAULT, classifier(Kind.JDBC).classify(0, one));
  }

  @ParameterizedTest
  @CsvSource({
    "200, SUCCESS",
    "302, SUCCESS",
    "0, SUCCESS",
    "404, CLIENT_FAULT",
    "401, CLIENT_FAULT",
    "408, CLIENT_FAULT",
    "429, OVERLOAD",
    "500, FAILURE",
    "503, OVERLOAD",
    "599, FAILURE",
    "600, CLIENT_FAULT"
  })
  void httpStatus(int status, Outcome outcome) {
    assertEquals(outcome, classifier(Kind.HTTP).classify(status, null));
  }

  static Stream<Arguments> http() {
    return Stream.of(
        end(new IOException(), FAILURE),
        end(new ConnectException(), FAILURE),
        end(new SocketTimeoutException(), OVERLOAD),
        end(new HttpTimeoutException("x"), OVERLOAD),
        end(new TimeoutException(), OVERLOAD),
        end(new CompletionException(new ConnectException()), FAILURE),
        end(new ExecutionException(new ConnectException()), FAILURE),
        end(new CompletionException(new CancellationException()), CANCELLED),
        end(new CancellationException(), CANCELLED),
        end(new InterruptedException(), CANCELLED),
        end(new InterruptedIOException(), CANCELLED),
        end(new ClosedByInterruptException(), CANCELLED),
        end(new IllegalArgumentException(), LOCAL),
        end(new StackOverflowError(), LOCAL));
  }

  @ParameterizedTest
  @MethodSource
  void http(Throwable thrown, Outcome outcome) {
    assertEquals(outcome, classifier(Kind.HTTP).classify(0, thrown));
  }

  static Stream<Arguments> messaging() {
    return Stream.of(
        end(null, SUCCESS),
        end(new IOException(), FAILURE),
        end(new TimeoutException(), OVERLOAD),
        end(new ExecutionException(new IOException()), FAILURE),
        end(new InterruptedException(), CANCELLED),
        end(new IllegalStateException(), LOCAL));
  }

  @ParameterizedTest
  @MethodSource
  void messaging(Throwable thrown, Outcome outcome) {
    assertEquals(outcome, classifier(Kind.MESSAGING).classify(0, thrown));
  }

  @Test
  void namesMeanSubclassesTooAndTheNearestOneWins() {
    ExceptionNames names =
        new ExceptionNames(
            ExceptionNames.names("java.lang.RuntimeException"),
            ExceptionNames.names("java.lang.IllegalArgumentException"));

    assertEquals(FAILURE, names.find(new IllegalStateException()));
    assertEquals(LOCAL, names.find(new NumberFormatException()));
    assertEquals(null, names.find(new IOException()));
  }
}
