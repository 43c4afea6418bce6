package dev.retrofuse.instrumentation.kafkastreams;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.processor.ProcessorContext;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;

/** The application's topology. */
final class LoadedStreams {
  private static final long OFTEN = 50;

  private LoadedStreams() {}

  @SuppressWarnings("deprecation") // the first version has no other processors
  static AutoCloseable run(String topic, Map<String, Object> consumer, boolean first) {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, String> texts = builder.stream(topic);
    if (first) {
      texts.process(OldPunctuated::new);
    } else {
      texts.process(Punctuated::new);
    }
    texts.mapValues(text -> seen("mapped", text)).to(topic + "-mapped");
    texts
        .groupBy((key, text) -> text)
        .count(Materialized.as(Stores.inMemoryKeyValueStore("counts")))
        .toStream()
        .map((text, count) -> KeyValue.pair(text, seen("counted", text)))
        .to(topic + "-counted");
    KafkaStreams streams = new KafkaStreams(builder.build(), properties(topic, consumer));
    streams.start();
    return streams::close;
  }

  private static String seen(String where, String text) {
    LoadedApplication.see(where + " " + text);
    return text;
  }

  private static Properties properties(String topic, Map<String, Object> consumer) {
    Properties properties = new Properties();
    properties.putAll(consumer);
    properties.put("application.id", topic);
    properties.put("commit.interval.ms", 200);
    properties.put("default.key.serde", Serdes.String().getClass());
    properties.put("default.value.serde", Serdes.String().getClass());
    try {
      properties.put("state.dir", Files.createTempDirectory("retrofuse-streams").toString());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return properties;
  }

  /** Since 3.3. */
  static final class Punctuated
      implements org.apache.kafka.streams.processor.api.Processor<String, String, Void, Void> {
    @Override
    public void init(org.apache.kafka.streams.processor.api.ProcessorContext<Void, Void> context) {
      context.schedule(
          Duration.ofMillis(OFTEN),
          PunctuationType.WALL_CLOCK_TIME,
          time -> LoadedApplication.see("punctuated"));
    }

    @Override
    public void process(Record<String, String> record) {
      seen("processed", record.value());
    }
  }

  /** Until 3.9. */
  @SuppressWarnings("deprecation")
  static final class OldPunctuated
      implements org.apache.kafka.streams.processor.Processor<String, String> {
    @Override
    public void init(ProcessorContext context) {
      Punctuator punctuator = time -> LoadedApplication.see("punctuated");
      Class<?>[] types = {long.class, PunctuationType.class, Punctuator.class};
      try {
        Method schedule = context.getClass().getMethod("schedule", types);
        schedule.invoke(context, OFTEN, PunctuationType.WALL_CLOCK_TIME, punctuator);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void process(String key, String text) {
      seen("processed", text);
    }

    @Override
    public void close() {}
  }
}
