package dev.retrofuse.engine.outcome;

import dev.retrofuse.rules.Failures;

/** Messaging: what the broker may do better next time; neither interrupts nor own mistakes. */
final class MessagingClassifier extends Classifier {
  private static final String KAFKA_TIMEOUT = "org.apache.kafka.common.errors.TimeoutException";
  private static final ExceptionNames LIBRARIES =
      new ExceptionNames(
          ExceptionNames.names(
              "org.apache.kafka.common.errors.RetriableException",
              "com.rabbitmq.client.ShutdownSignalException",
              "javax.jms.JMSException",
              "jakarta.jms.JMSException"),
          ExceptionNames.names(
              "javax.jms.InvalidDestinationException",
              "javax.jms.MessageFormatException",
              "javax.jms.MessageNotWriteableException",
              "jakarta.jms.InvalidDestinationException",
              "jakarta.jms.MessageFormatException",
              "jakarta.jms.MessageNotWriteableException"));

  MessagingClassifier(Failures failures) {
    super(failures);
  }

  @Override
  Outcome ofThrown(Throwable thrown) {
    if (thrown.getClass().getName().equals(KAFKA_TIMEOUT)) {
      return Outcome.OVERLOAD;
    }
    Outcome known = LIBRARIES.find(thrown);
    if (known != null) {
      return known;
    }
    return Transport.outcome(thrown);
  }
}
