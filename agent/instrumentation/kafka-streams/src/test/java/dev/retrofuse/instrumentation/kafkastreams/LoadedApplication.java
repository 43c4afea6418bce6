package dev.retrofuse.instrumentation.kafkastreams;

import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Loaded by {@link LibraryVersions}, so that its names mean those versions' classes. */
public final class LoadedApplication implements KafkaApplication {
  static final List<String> SEEN = new CopyOnWriteArrayList<>();

  private final boolean first;
  private final KafkaProducer<String, String> producer;
  private final Map<String, KafkaConsumer<String, String>> consumers = new HashMap<>();
  private final Map<String, Iterator<ConsumerRecord<String, String>>> polled = new HashMap<>();
  private final List<AutoCloseable> running = new ArrayList<>();
  private final Map<String, Object> settings = new HashMap<>();

  public LoadedApplication(int port, boolean first) {
    this.first = first;
    SEEN.clear();
    settings.put("bootstrap.servers", "127.0.0.1:" + port);
    producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    settings.put("auto.offset.reset", "earliest");
  }

  /** Notes what happens, and the trace that the thread works for. */
  static void see(String what) {
    RetrofuseContext context = RetrofuseThread.current().context();
    SEEN.add(what + " " + (context == null ? "none" : context.value("traceparent")));
  }

  @Override
  public void send(String topic, String text, String traceparent) throws Exception {
    ProducerRecord<String, String> record = new ProducerRecord<>(topic, 0, text, text);
    if (traceparent != null) {
      record.headers().add("traceparent", traceparent.getBytes());
    }
    producer.send(record).get();
  }

  @Override
  public String received(String topic, String header) {
    KafkaConsumer<String, String> consumer = consumers.computeIfAbsent(topic, this::consumer);
    Iterator<ConsumerRecord<String, String>> records = polled.get(topic);
    for (int i = 0; i < 300 && (records == null || !records.hasNext()); i++) {
      records = consumer.poll(Duration.ofMillis(100)).iterator();
      polled.put(topic, records);
    }
    ConsumerRecord<String, String> record = records.next();
    StringBuilder text = new StringBuilder(record.value());
    for (Header each : record.headers().headers(header)) {
      text.append(' ').append(new String(each.value()));
    }
    return text.toString();
  }

  private KafkaConsumer<String, String> consumer(String topic) {
    KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    consumer.assign(List.of(new TopicPartition(topic, 0)));
    consumer.seekToBeginning(consumer.assignment());
    return consumer;
  }

  private void makeTopic(String topic) {
    producer.partitionsFor(topic);
  }

  private Map<String, Object> settingsOf(String interceptors) {
    Map<String, Object> more = new HashMap<>(settings);
    more.put(interceptors, Committed.class.getName());
    return more;
  }

  @Override
  public void streams(String topic) {
    makeTopic(topic);
    makeTopic(topic + "-mapped");
    makeTopic(topic + "-counted");
    running.add(LoadedStreams.run(topic, settingsOf("main.consumer.interceptor.classes"), first));
  }

  private Map<String, Object> groupSettings() {
    Map<String, Object> group = settingsOf("interceptor.classes");
    group.put("group.id", UUID.randomUUID().toString());
    return group;
  }

  @Override
  public void listen(String topic) throws Exception {
    makeTopic(topic);
    running.add(LoadedListeners.records(topic, groupSettings(), first));
  }

  @Override
  public void listenAnnotated(String topic) {
    makeTopic(topic);
    running.add(LoadedAnnotated.run(topic, groupSettings()));
  }

  @Override
  public void listenToBatches(String topic) {
    makeTopic(topic);
    running.add(LoadedListeners.batches(topic, groupSettings()));
  }

  @Override
  public List<String> seen() {
    return SEEN;
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable each : running) {
      each.close();
    }
    consumers.values().forEach(KafkaConsumer::close);
    producer.close();
  }

  /** Tells when a consumer commits, which it does between records. */
  public static final class Committed implements ConsumerInterceptor<Object, Object> {
    @Override
    public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
      return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
      see("committed");
    }

    @Override
    public void close() {}

    @Override
    public void configure(Map<String, ?> configs) {}
  }
}
