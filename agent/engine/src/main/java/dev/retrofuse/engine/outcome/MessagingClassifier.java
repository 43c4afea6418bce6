package dev.retrofuse.engine.outcome;

import dev.retrofuse.rules.Failures;

/** Messaging: what the broker may do better next time; neither interrupts nor own mistakes. */
final class MessagingClassifier extends Classifier {
  private static final ExceptionNames OVERLOADS =
      new ExceptionNames(
          ExceptionNames.names(
              "javax.jms.ResourceAllocationException",
              "jakarta.jms.ResourceAllocationException",
              "org.apache.activemq.artemis.api.core.ActiveMQAddressFullException",
              "org.apache.activemq.transport.RequestTimedOutIOException",
              "org.apache.kafka.common.errors.TimeoutException",
              "io.lettuce.core.RedisCommandTimeoutException"),
          ExceptionNames.names());

  /** What Redis answers, whatever that is. */
  private static final ExceptionNames ANSWERS =
      new ExceptionNames(
          ExceptionNames.names(
              "redis.clients.jedis.exceptions.JedisDataException",
              "io.lettuce.core.RedisCommandExecutionException"),
          ExceptionNames.names());

  private static final String NO_MEMORY = "OOM ";
  private static final ExceptionNames LIBRARIES =
      new ExceptionNames(
          ExceptionNames.names(
              "org.apache.kafka.common.errors.RetriableException",
              "com.rabbitmq.client.ShutdownSignalException",
              "javax.jms.JMSException",
              "jakarta.jms.JMSException",
              "redis.clients.jedis.exceptions.JedisConnectionException",
              "redis.clients.jedis.exceptions.JedisClusterOperationException",
              "redis.clients.jedis.exceptions.JedisClusterException",
              "redis.clients.jedis.exceptions.JedisBusyException",
              "io.lettuce.core.RedisException",
              "io.lettuce.core.RedisLoadingException",
              "io.lettuce.core.RedisBusyException",
              "org.eclipse.paho.client.mqttv3.MqttException",
              "org.eclipse.paho.mqttv5.common.MqttException"),
          ExceptionNames.names(
              "javax.jms.InvalidDestinationException",
              "javax.jms.MessageFormatException",
              "javax.jms.MessageNotWriteableException",
              "jakarta.jms.InvalidDestinationException",
              "jakarta.jms.MessageFormatException",
              "jakarta.jms.MessageNotWriteableException",
              "io.lettuce.core.RedisCommandExecutionException",
              "io.lettuce.core.RedisCommandInterruptedException",
              "org.eclipse.paho.client.mqttv3.MqttPersistenceException",
              "org.eclipse.paho.mqttv5.common.MqttPersistenceException"));

  MessagingClassifier(Failures failures) {
    super(failures);
  }

  @Override
  Outcome ofThrown(Throwable thrown) {
    if (isOutOfMemory(thrown)) {
      return Outcome.OVERLOAD;
    }
    Outcome known = LIBRARIES.find(thrown);
    if (known == null) {
      return Transport.outcome(thrown);
    }
    return known == Outcome.FAILURE && isOverload(thrown) ? Outcome.OVERLOAD : known;
  }

  private static boolean isOutOfMemory(Throwable thrown) {
    String text = thrown.getMessage();
    return text != null && text.startsWith(NO_MEMORY) && ANSWERS.find(thrown) != null;
  }

  /** Whether the library says that it took too long or has no room, or wraps what does. */
  private static boolean isOverload(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return OVERLOADS.find(thrown) != null
        || (cause != null
            && (OVERLOADS.find(cause) != null || Transport.outcome(cause) == Outcome.OVERLOAD));
  }
}
