package dev.retrofuse.engine.outcome;

import dev.retrofuse.rules.Failures;
import java.io.IOException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientException;

/**
 * JDBC: SQLStates and exception types that speak of a database in trouble. Any other SQLException,
 * such as a broken constraint or wrong SQL, is an answer of a database that works.
 */
final class JdbcClassifier extends Classifier {
  private static final int DEEPEST = 8;

  JdbcClassifier(Failures failures) {
    super(failures);
  }

  @Override
  Outcome ofThrown(Throwable thrown) {
    if (!(thrown instanceof SQLException)) {
      return Outcome.LOCAL;
    }
    String state = ((SQLException) thrown).getSQLState();
    if (failures.ignoresState(state)) {
      return Outcome.LOCAL;
    }
    if (CancelledQuery.is(thrown) && !failures.isFailureState(state)) {
      return Outcome.CANCELLED;
    }
    if (!isTrouble(thrown, DEEPEST)) {
      return Outcome.CLIENT_FAULT;
    }
    return isOverload(thrown, state) ? Outcome.OVERLOAD : Outcome.FAILURE;
  }

  private static boolean isOverload(Throwable thrown, String state) {
    return thrown instanceof SQLTimeoutException
        || (state != null && (state.startsWith("53") || state.startsWith("HYT")));
  }

  /** Looks at the exception and at what lies below it, so many levels deep. */
  private boolean isTrouble(Throwable thrown, int levels) {
    if (thrown == null || levels == 0) {
      return false;
    }
    return thrown instanceof IOException
        || (thrown instanceof SQLException && isTroubleItself((SQLException) thrown))
        || isTrouble(thrown.getCause(), levels - 1)
        || (thrown instanceof BatchUpdateException
            && isTrouble(((SQLException) thrown).getNextException(), levels - 1));
  }

  private boolean isTroubleItself(SQLException thrown) {
    return failures.isFailureState(thrown.getSQLState())
        || thrown instanceof SQLRecoverableException
        || thrown instanceof SQLNonTransientConnectionException
        // A deadlock's victim had its answer.
        || (thrown instanceof SQLTransientException
            && !(thrown instanceof SQLTransactionRollbackException));
  }
}
