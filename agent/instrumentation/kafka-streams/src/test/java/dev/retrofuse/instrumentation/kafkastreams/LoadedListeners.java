package dev.retrofuse.instrumentation.kafkastreams;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.util.backoff.FixedBackOff;

/** The application's listeners without annotations. */
final class LoadedListeners {
  private static final String FIRST =
      "org.springframework.kafka.listener.SeekToCurrentErrorHandler";

  private LoadedListeners() {}

  static AutoCloseable records(String topic, Map<String, Object> settings, boolean first)
      throws ReflectiveOperationException {
    MessageListener<String, String> listener =
        record -> {
          LoadedApplication.see("listened " + record.value());
          if (record.value().startsWith("bad")) {
            throw new IllegalStateException(record.value());
          }
        };
    KafkaMessageListenerContainer<String, String> container = container(topic, settings, listener);
    if (first) {
      BiConsumer<ConsumerRecord<?, ?>, Exception> recoverer = LoadedListeners::givenUp;
      Class<?> type = Class.forName(FIRST);
      Object handler = type.getConstructor(BiConsumer.class, int.class).newInstance(recoverer, 2);
      setErrorHandler(container, handler);
    } else {
      Newer.setErrorHandler(container);
    }
    container.start();
    return container::stop;
  }

  private static void givenUp(ConsumerRecord<?, ?> record, Exception failure) {
    LoadedApplication.see("given up " + record.value());
  }

  private static void setErrorHandler(Object container, Object handler)
      throws ReflectiveOperationException {
    for (Method method : container.getClass().getMethods()) {
      if (method.getName().equals("setErrorHandler")
          && method.getParameterTypes()[0].isInstance(handler)) {
        method.invoke(container, handler);
      }
    }
  }

  static AutoCloseable batches(String topic, Map<String, Object> settings) {
    BatchMessageListener<String, String> listener =
        batch -> {
          LoadedApplication.see("batch of " + batch.size());
          batch.forEach(record -> LoadedApplication.see("batched " + record.value()));
        };
    KafkaMessageListenerContainer<String, String> container = container(topic, settings, listener);
    container.start();
    return container::stop;
  }

  private static KafkaMessageListenerContainer<String, String> container(
      String topic, Map<String, Object> settings, Object listener) {
    ContainerProperties properties = new ContainerProperties(topic);
    properties.setMessageListener(listener);
    return new KafkaMessageListenerContainer<>(factory(settings), properties);
  }

  static DefaultKafkaConsumerFactory<String, String> factory(Map<String, Object> settings) {
    return new DefaultKafkaConsumerFactory<>(
        settings, new StringDeserializer(), new StringDeserializer());
  }

  /** Apart, because the first version has none of it. */
  private static final class Newer {
    static void setErrorHandler(KafkaMessageListenerContainer<?, ?> container) {
      container.setCommonErrorHandler(
          new DefaultErrorHandler(LoadedListeners::givenUp, new FixedBackOff(0, 1)));
    }
  }
}
