package dev.retrofuse.engine.courier;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A producer like the application's, but for bytes. What it is given at once and for one partition
 * goes in one batch, so that it arrives in its order or not at all.
 */
final class KafkaLine extends Line {
  private static final String CLIENTS = "org.apache.kafka.clients.producer.";
  private static final String COMMON = "org.apache.kafka.common.";
  private static final int BATCH_BYTES = 512 << 10;
  private static final int LINGER_MILLIS = 1_000;
  private static final int BLOCK_MILLIS = 5_000;
  private static final int USUAL_TIME_OUT_MILLIS = 30_000;

  private final Class<?> type;
  private final Object producer;
  private final Constructor<?> record;
  private final Constructor<?> header;

  /**
   * @param type the application's class of producers
   * @param settings of a producer of the application
   */
  KafkaLine(Class<?> type, Map<String, Object> settings) throws Exception {
    this.type = type;
    record =
        Reflection.beside(type, CLIENTS + "ProducerRecord")
            .getConstructor(
                String.class,
                Integer.class,
                Long.class,
                Object.class,
                Object.class,
                Iterable.class);
    header =
        Reflection.beside(type, COMMON + "header.internals.RecordHeader")
            .getConstructor(String.class, byte[].class);
    // Kafka loads what its settings name by the thread's loader.
    Thread thread = Thread.currentThread();
    thread.setContextClassLoader(type.getClassLoader());
    try {
      producer = producer(own(settings));
    } finally {
      thread.setContextClassLoader(null);
    }
  }

  private Object producer(Map<String, Object> settings) throws Exception {
    Class<?> serializer = Reflection.beside(type, COMMON + "serialization.Serializer");
    Class<?> bytes = Reflection.beside(type, COMMON + "serialization.ByteArraySerializer");
    Constructor<?> constructor = type.getConstructor(Map.class, serializer, serializer);
    Object key = bytes.getConstructor().newInstance();
    try {
      return constructor.newInstance(settings, key, bytes.getConstructor().newInstance());
    } catch (InvocationTargetException e) {
      throw Reflection.unwrapped(e);
    }
  }

  /** The application's, with the broker's acknowledgement of all, and each try once. */
  private Map<String, Object> own(Map<String, Object> settings) throws Exception {
    Map<String, Object> own = new HashMap<>(settings);
    for (String name : new String[] {"transactional.id", "interceptor.classes"}) {
      own.remove(name);
    }
    own.put("client.id", settings.getOrDefault("client.id", "spool") + "-retrofuse");
    own.put("acks", "all");
    own.put("retries", 0);
    own.put("max.in.flight.requests.per.connection", 1);
    own.put("batch.size", BATCH_BYTES);
    own.put("linger.ms", LINGER_MILLIS);
    own.put("max.block.ms", BLOCK_MILLIS);
    Class<?> config = Reflection.beside(type, CLIENTS + "ProducerConfig");
    Set<?> known = (Set<?>) Reflection.get(config, null, "configNames");
    if (known.contains("enable.idempotence")) {
      own.put("enable.idempotence", false);
    }
    if (known.contains("delivery.timeout.ms")) {
      own.put("delivery.timeout.ms", timeOutMillis(settings) + LINGER_MILLIS);
    }
    return own;
  }

  private static int timeOutMillis(Map<String, Object> settings) {
    Object set = settings.get("request.timeout.ms");
    return set == null ? USUAL_TIME_OUT_MILLIS : Integer.parseInt(String.valueOf(set).trim());
  }

  @Override
  public Throwable[] deliver(List<Letter> letters) throws Exception {
    Class<?> recordType = record.getDeclaringClass();
    List<Future<?>> futures = new ArrayList<>();
    Throwable none = null;
    for (int i = 0; i < letters.size() && none == null; i++) {
      Class<?>[] types = {recordType};
      Object sent = Reflection.call(type, producer, "send", types, record(letters.get(i)));
      futures.add((Future<?>) sent);
      // One that fails before it is in a batch: those behind it must not overtake it.
      none = futures.get(i).isDone() ? failure(futures.get(i)) : null;
    }
    Reflection.get(type, producer, "flush");
    Throwable[] failures = new Throwable[letters.size()];
    for (int i = 0; i < failures.length; i++) {
      failures[i] = i < futures.size() ? failure(futures.get(i)) : none;
    }
    return failures;
  }

  private static Throwable failure(Future<?> future) throws Exception {
    try {
      future.get(1, TimeUnit.SECONDS); // it has ended, for all was flushed
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  private Object record(Letter letter) throws Exception {
    DataInputStream in = letter.content();
    String topic = in.readUTF();
    int partition = in.readInt();
    long timestamp = in.readLong();
    byte[] key = read(in);
    byte[] value = read(in);
    List<Object> headers = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      headers.add(header.newInstance(in.readUTF(), read(in)));
    }
    Integer given = partition < 0 ? null : Integer.valueOf(partition);
    return record.newInstance(topic, given, timestamp, key, value, headers);
  }

  private static byte[] read(DataInputStream in) throws IOException {
    int length = in.readInt();
    byte[] bytes = length < 0 ? null : new byte[length];
    if (bytes != null) {
      in.readFully(bytes);
    }
    return bytes;
  }

  @Override
  public void close() {
    try {
      closeAtOnce();
    } catch (Exception e) {
      // Its threads end with its connections.
    }
  }

  private void closeAtOnce() throws Exception {
    try {
      Class<?>[] types = {Duration.class};
      Reflection.call(type, producer, "close", types, Duration.ZERO);
    } catch (NoSuchMethodException before2) {
      Class<?>[] types = {long.class, TimeUnit.class};
      Reflection.call(type, producer, "close", types, 0L, TimeUnit.MILLISECONDS);
    }
  }
}
