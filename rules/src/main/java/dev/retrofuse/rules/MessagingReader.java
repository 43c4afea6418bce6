package dev.retrofuse.rules;

/** Reads the section {@code match: messaging}. */
final class MessagingReader {
  private static final Key SYSTEM =
      Key.texts(
          "system",
          PatternsReader.ALLOWED,
          "Such as kafka, rabbitmq, jms, nats, redis or mqtt, in any case.");
  private static final Key DESTINATION =
      Key.texts(
          "destination",
          PatternsReader.ALLOWED,
          "The topic, queue, exchange, subject, stream or channel.");
  private static final Key OPERATION =
      Key.texts("operation", PatternsReader.ALLOWED, "Such as send, in any case.");

  private MessagingReader() {}

  static Match read(Section messaging) {
    return new MessagingMatch(
        PatternsReader.readIgnoringCase(messaging, SYSTEM),
        PatternsReader.read(messaging, DESTINATION),
        PatternsReader.readIgnoringCase(messaging, OPERATION));
  }
}
