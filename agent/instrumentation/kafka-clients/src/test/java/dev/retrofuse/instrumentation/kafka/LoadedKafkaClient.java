package dev.retrofuse.instrumentation.kafka;

import dev.retrofuse.testkit.ReceivedMessage;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseThread;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.MemoryRecordsBuilder;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Loaded by {@link KafkaVersion}, so that its names mean that version's classes. */
final class LoadedKafkaClient implements KafkaClient {
  private static final List<String> REPORTS = Collections.synchronizedList(new ArrayList<>());

  private final int port;
  private final String topic;
  private final KafkaProducer<String, String> producer;
  private final KafkaConsumer<String, String> consumer;
  private final Thread poller = new Thread(this::poll, "poller");
  private final BlockingQueue<ReceivedMessage> received = new LinkedBlockingQueue<>();
  private volatile boolean closed;

  LoadedKafkaClient(int port, String topic) throws Exception {
    this.port = port;
    this.topic = topic;
    producer = producer(settings());
    makeTopic();
    consumer = consumer();
    TopicPartition partition = new TopicPartition(topic, 0);
    consumer.assign(Collections.singleton(partition));
    consumer.seekToBeginning(Collections.singleton(partition));
    poller.start();
  }

  private void makeTopic() {
    for (int tried = 0; tried < 30; tried++) {
      try {
        producer.partitionsFor(topic);
        return;
      } catch (TimeoutException busy) {
        // Sends are to fail fast; a new topic may take longer.
      }
    }
    throw new IllegalStateException("no " + topic);
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", "127.0.0.1:" + port);
    settings.put("acks", "all");
    settings.put("max.block.ms", 1_000);
    settings.put("request.timeout.ms", 1_000);
    settings.put("delivery.timeout.ms", 1_000);
    settings.put("linger.ms", 0);
    settings.put("reconnect.backoff.ms", 50);
    settings.put("reconnect.backoff.max.ms", 100);
    settings.put("retry.backoff.ms", 50);
    return settings;
  }

  private Map<String, Object> patient() {
    Map<String, Object> settings = settings();
    settings.put("request.timeout.ms", 30_000);
    settings.put("delivery.timeout.ms", 60_000);
    return settings;
  }

  private KafkaConsumer<String, String> consumer() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", "127.0.0.1:" + port);
    settings.put("isolation.level", "read_committed");
    settings.put("reconnect.backoff.ms", 50);
    settings.put("reconnect.backoff.max.ms", 100);
    settings.put("retry.backoff.ms", 50);
    settings.put("enable.auto.commit", false);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
  }

  private void poll() {
    try {
      while (!closed) {
        for (ConsumerRecord<String, String> record : poll(consumer, 200)) {
          Map<String, String> headers = new HashMap<>();
          for (Header header : record.headers()) {
            String other = headers.put(header.key(), new String(header.value()));
            headers.merge(header.key(), other == null ? "" : " and " + other, String::concat);
          }
          if (record.key() != null) {
            headers.put("(key)", record.key() + " at " + record.timestamp());
          }
          received.add(ReceivedMessage.here("" + record.value(), headers));
        }
      }
    } catch (WakeupException closing) {
      // Its end.
    }
  }

  @SuppressWarnings("unchecked")
  private static ConsumerRecords<String, String> poll(KafkaConsumer<?, ?> consumer, long millis) {
    try {
      Object records;
      try {
        Method poll = KafkaConsumer.class.getMethod("poll", Duration.class);
        records = poll.invoke(consumer, Duration.ofMillis(millis));
      } catch (NoSuchMethodException before2) {
        records = KafkaConsumer.class.getMethod("poll", long.class).invoke(consumer, millis);
      }
      return (ConsumerRecords<String, String>) records;
    } catch (ReflectiveOperationException e) {
      if (e.getCause() instanceof RuntimeException) {
        throw (RuntimeException) e.getCause();
      }
      throw new IllegalStateException(e);
    }
  }

  private ProducerRecord<String, String> record(String text) {
    return new ProducerRecord<>(topic, text);
  }

  private static Object get(Future<?> future) throws Exception {
    try {
      return future.get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }

  @Override
  public void send(String text, Map<String, String> headers) throws Exception {
    ProducerRecord<String, String> record = record(text);
    headers.forEach((name, value) -> record.headers().add(name, value.getBytes()));
    get(producer.send(record));
  }

  @Override
  public Future<?> sendAsync(String text) {
    return producer.send(record(text));
  }

  @Override
  public void sendWithKey(String key, long timestamp, String text) throws Exception {
    get(producer.send(new ProducerRecord<>(topic, 0, timestamp, key, text)));
  }

  private static KafkaProducer<String, String> producer(Map<String, Object> settings) {
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  @Override
  public void sendByNew(String text) throws Exception {
    try (Producer<String, String> other = producer(settings())) {
      get(other.send(record(text)));
    }
  }

  @Override
  public String sendByNewInTransaction(String text, Step between) throws Exception {
    Map<String, Object> settings = settings();
    settings.put("transactional.id", UUID.randomUUID().toString());
    settings.put("max.block.ms", 3_000);
    KafkaProducer<String, String> other = producer(settings);
    try {
      initTransactions(other);
      other.beginTransaction();
      between.run();
      return outcome(other.send(record(text)));
    } finally {
      close(Producer.class, other, 0);
    }
  }

  private static void initTransactions(KafkaProducer<?, ?> producer) {
    for (int tried = 0; tried < 10; tried++) {
      try {
        producer.initTransactions();
        return;
      } catch (TimeoutException busy) {
        // As for a topic.
      }
    }
    throw new IllegalStateException("no transactions");
  }

  @Override
  public void sendMuch(int count, String text, Step before) throws Exception {
    Map<String, Object> settings = patient();
    settings.put("batch.size", 2 * text.length());
    settings.put("buffer.memory", 4 * text.length());
    try (KafkaProducer<String, String> other = producer(settings)) {
      other.partitionsFor(topic);
      before.run();
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        all.add(other.send(record(i + text)));
      }
      for (Future<?> each : all) {
        get(each);
      }
    }
  }

  @Override
  public void sendTwice(String text, Step between) throws Exception {
    ProducerRecord<String, String> record = record(text);
    get(producer.send(record));
    between.run();
    get(producer.send(record));
  }

  @Override
  public List<String> reports(String text) {
    Map<String, Object> settings = settings();
    settings.put("interceptor.classes", Interceptor.class.getName());
    REPORTS.clear();
    try (Producer<String, String> other =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      get(other.send(record(text), (metadata, e) -> REPORTS.add("callback " + e)));
    } catch (Exception e) {
      REPORTS.add("future " + e);
    }
    return new ArrayList<>(REPORTS);
  }

  @Override
  public List<String> reportsOfTwo(String text, Step before, Step after) throws Exception {
    Map<String, Object> settings = patient();
    settings.put("interceptor.classes", Interceptor.class.getName());
    REPORTS.clear();
    try (KafkaProducer<String, String> other = producer(settings)) {
      other.partitionsFor(topic);
      before.run();
      Callback callback = (metadata, e) -> REPORTS.add("callback " + e);
      Future<?> first = other.send(record(text + 1), callback);
      Future<?> second = other.send(record(text + 2), callback);
      report(first);
      report(second);
      REPORTS.add(first.isDone() && second.isDone() ? "done" : "not done");
      after.run();
      other.flush();
      REPORTS.add("flushed");
      report(first);
    }
    return new ArrayList<>(REPORTS);
  }

  private static void report(Future<?> future) {
    try {
      get(future);
      REPORTS.add("future null");
    } catch (Exception e) {
      REPORTS.add("future " + e);
    }
  }

  @Override
  public int partitions() {
    return producer.partitionsFor(topic).size();
  }

  @Override
  public void closeProducerNow() throws Exception {
    close(Producer.class, producer, 0);
  }

  private static void close(Class<?> type, Object client, int millis) throws Exception {
    try {
      type.getMethod("close", Duration.class).invoke(client, Duration.ofMillis(millis));
    } catch (NoSuchMethodException before2) {
      Method close = type.getMethod("close", long.class, TimeUnit.class);
      close.invoke(client, millis, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public String transaction(String before, Step between, String after, Step last) throws Exception {
    Map<String, Object> settings = settings();
    settings.put("transactional.id", UUID.randomUUID().toString());
    settings.put("enable.idempotence", true);
    settings.put("retries", 10);
    settings.put("max.block.ms", 20_000);
    settings.put("delivery.timeout.ms", 20_000);
    settings.put("request.timeout.ms", 10_000);
    try (KafkaProducer<String, String> other =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      other.initTransactions();
      other.beginTransaction();
      get(other.send(record(before)));
      between.run();
      Future<?> second = other.send(record(after));
      last.run();
      String outcome = outcome(second) + ", " + commit(other);
      other.beginTransaction();
      get(other.send(record("next transaction")));
      return outcome + ", then " + commit(other);
    }
  }

  private static String commit(KafkaProducer<?, ?> producer) {
    try {
      producer.commitTransaction();
      return "committed";
    } catch (KafkaException e) {
      producer.abortTransaction();
      return "aborted";
    }
  }

  private static String outcome(Future<?> future) {
    try {
      get(future);
      return "sent";
    } catch (Exception e) {
      return e.getClass().getSimpleName();
    }
  }

  @Override
  public List<String> traces(String way, int count, String... traceparents) {
    ConsumerRecords<String, String> records = records(traceparents);
    TopicPartition partition = new TopicPartition(topic, 0);
    Iterable<ConsumerRecord<String, String>> some =
        way.startsWith("all")
            ? records
            : way.startsWith("topic") ? records.records(topic) : records.records(partition);
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    if (way.endsWith("each")) {
      some.forEach(record -> seen.add(trace()));
    } else if (way.endsWith("stream")) {
      StreamSupport.stream(some.spliterator(), false).forEach(record -> seen.add(trace()));
    } else if (way.endsWith("parallel")) {
      StreamSupport.stream(some.spliterator(), true).forEach(record -> seen.add(trace()));
    } else {
      iterate(some.iterator(), count, seen);
    }
    seen.add("after " + trace());
    try (KafkaConsumer<String, String> unassigned = consumer()) {
      pollNothing(unassigned);
      seen.add("polled " + trace());
    }
    return seen;
  }

  private ConsumerRecords<String, String> records(String... traceparents) {
    List<ConsumerRecord<String, String>> list = new ArrayList<>();
    for (String traceparent : traceparents) {
      ConsumerRecord<String, String> record =
          new ConsumerRecord<>(topic, 0, list.size(), null, "text");
      if (traceparent != null) {
        record.headers().add("traceparent", traceparent.getBytes());
      }
      list.add(record);
    }
    return new ConsumerRecords<>(Collections.singletonMap(new TopicPartition(topic, 0), list));
  }

  private static void iterate(Iterator<?> iterator, int count, List<String> seen) {
    while (seen.size() < count && iterator.hasNext()) {
      iterator.next();
      seen.add(trace());
    }
    try {
      iterator.remove();
      throw new IllegalStateException("records can be removed");
    } catch (UnsupportedOperationException asEver) {
      // Neither with an agent nor without.
    }
  }

  @Override
  public List<String> nested(String traceparent, boolean toTheEnd, String... inner) {
    List<String> seen = new ArrayList<>();
    try (KafkaConsumer<String, String> outer = consumer();
        KafkaConsumer<String, String> other = consumer()) {
      pollNothing(outer);
      for (ConsumerRecord<String, String> record : records(traceparent)) {
        pollNothing(other);
        Iterator<?> iterator = records(inner).records(record.topic()).iterator();
        iterate(iterator, toTheEnd ? 9 : 1, seen);
        seen.add("inside " + trace());
        pollNothing(other);
        seen.add("polled inside " + trace());
      }
      seen.add("after " + trace());
      pollNothing(outer);
      iterate(records(traceparent).iterator(), 1, new ArrayList<>());
      pollNothing(outer);
      seen.add("polled " + trace());
    }
    return seen;
  }

  private static void pollNothing(KafkaConsumer<String, String> unassigned) {
    try {
      poll(unassigned, 0);
    } catch (IllegalStateException notSubscribed) {
      // As it is meant to be.
    }
  }

  private static String trace() {
    RetrofuseContext context = RetrofuseThread.current().context;
    return context == null ? "none" : context.value("traceparent");
  }

  @Override
  public String appendOldFormat(String... names) {
    MemoryRecordsBuilder records =
        MemoryRecords.builder(
            ByteBuffer.allocate(1_000),
            (byte) 1,
            CompressionType.NONE,
            TimestampType.CREATE_TIME,
            0L);
    Header[] headers = new Header[names.length];
    for (int i = 0; i < names.length; i++) {
      headers[i] = new RecordHeader(names[i], new byte[1]);
    }
    try {
      records.append(1L, new byte[1], new byte[1], headers);
      return "appended";
    } catch (IllegalArgumentException e) {
      return "refused";
    }
  }

  @Override
  public ReceivedMessage receive() throws Exception {
    return received.poll(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    closed = true;
    consumer.wakeup();
    try {
      closeProducerNow();
      poller.join();
      close(KafkaConsumer.class, consumer, 100);
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  /** Reports what the producer tells it. */
  public static final class Interceptor implements ProducerInterceptor<String, String> {
    @Override
    public ProducerRecord<String, String> onSend(ProducerRecord<String, String> record) {
      return record;
    }

    @Override
    public void onAcknowledgement(RecordMetadata metadata, Exception e) {
      REPORTS.add("interceptor " + e);
    }

    @Override
    public void close() {}

    @Override
    public void configure(Map<String, ?> configs) {}
  }
}
