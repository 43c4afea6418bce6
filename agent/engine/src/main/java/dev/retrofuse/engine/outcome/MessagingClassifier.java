package dev.retrofuse.engine.outcome;

import dev.retrofuse.rules.Failures;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Messaging: what the broker may do better next time; neither interrupts nor own mistakes. */
final class MessagingClassifier extends Classifier {
  private static final ExceptionNames LIBRARIES =
      new ExceptionNames(
          ExceptionNames.names(
              "org.apache.kafka.common.errors.RetriableException",
              "com.rabbitmq.client.ShutdownSignalException",
              "javax.jms.JMSException",
              "jakarta.jms.JMSException"),
          ExceptionNames.names());

  MessagingClassifier(Failures failures) {
    super(failures);
  }

  @Override
  Outcome ofThrown(Throwable thrown) {
    Outcome known = LIBRARIES.find(thrown);
    if (known != null) {
      return known;
    }
    boolean remote = thrown instanceof IOException || thrown instanceof TimeoutException;
    return remote && !Interrupts.isInterrupt(thrown) ? Outcome.FAILURE : Outcome.IGNORED;
  }
}
