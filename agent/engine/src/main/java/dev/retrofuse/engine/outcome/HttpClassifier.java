package dev.retrofuse.engine.outcome;

import dev.retrofuse.rules.Failures;

/** HTTP: failure statuses and I/O errors; neither cancellation nor a wait for the own pool. */
final class HttpClassifier extends Classifier {
  private static final ExceptionNames LIBRARIES =
      new ExceptionNames(
          ExceptionNames.names(),
          ExceptionNames.names(
              "org.apache.http.conn.ConnectionPoolTimeoutException",
              "org.apache.http.impl.execchain.RequestAbortedException",
              "org.apache.hc.core5.http.ConnectionRequestTimeoutException",
              "org.apache.hc.client5.http.impl.classic.RequestAbortedException",
              "org.apache.hc.client5.http.impl.classic.RequestFailedException"));

  HttpClassifier(Failures failures) {
    super(failures);
  }

  @Override
  Outcome ofStatus(int status) {
    if (failures.isFailureStatus(status)) {
      return status == 429 || status == 503 ? Outcome.OVERLOAD : Outcome.FAILURE;
    }
    return status >= 400 ? Outcome.CLIENT_FAULT : Outcome.SUCCESS;
  }

  @Override
  Outcome ofThrown(Throwable thrown) {
    Outcome known = LIBRARIES.find(thrown);
    if (known != null) {
      return known;
    }
    return Transport.outcome(thrown);
  }
}
