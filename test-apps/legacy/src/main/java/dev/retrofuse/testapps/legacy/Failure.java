package dev.retrofuse.testapps.legacy;

import java.sql.SQLException;

/** How a failure looks to the application. */
final class Failure {
  private Failure() {}

  static String text(Throwable failure) {
    String state =
        failure instanceof SQLException ? " state " + ((SQLException) failure).getSQLState() : "";
    return failure.getClass().getName() + state + ": " + failure.getMessage();
  }
}
