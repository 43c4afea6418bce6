package dev.retrofuse.instrumentation.kafkastreams;

import java.util.Map;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.EnableKafka;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;

/** The application's listener by annotation. */
final class LoadedAnnotated {
  private LoadedAnnotated() {}

  static AutoCloseable run(String topic, Map<String, Object> settings) {
    Listening.topic = topic;
    Listening.settings = settings;
    return new AnnotationConfigApplicationContext(Listening.class);
  }

  /** The beans. */
  @EnableKafka
  @Configuration(proxyBeanMethods = false)
  public static class Listening {
    static String topic;
    static Map<String, Object> settings;

    @Bean
    public ConcurrentKafkaListenerContainerFactory<String, String> kafkaListenerContainerFactory() {
      ConcurrentKafkaListenerContainerFactory<String, String> factory =
          new ConcurrentKafkaListenerContainerFactory<>();
      factory.setConsumerFactory(LoadedListeners.factory(settings));
      return factory;
    }

    public String getTopic() {
      return topic;
    }

    @KafkaListener(topics = "#{__listener.topic}")
    public void listened(String text) {
      LoadedApplication.see("annotated " + text);
    }
  }
}
