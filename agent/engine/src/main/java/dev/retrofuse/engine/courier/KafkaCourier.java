package dev.retrofuse.engine.courier;

import dev.retrofuse.engine.UtcTime;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseExchange;
import dev.retrofuse.waist.RetrofuseThread;
import dev.retrofuse.waist.RetrofuseTrace;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Kafka: a message is producer and record. Key and value are kept as the producer's own serializers
 * make them.
 */
final class KafkaCourier extends Courier {
  static final String SYSTEM = "kafka";
  private static final String CLIENTS = "org.apache.kafka.clients.producer.";
  static final String PRODUCER = CLIENTS + "KafkaProducer";
  private static final String COMMON = "org.apache.kafka.common.";
  private static final String ERRORS = COMMON + "errors.";

  @Override
  Letter write(Object[] message) throws Exception {
    Class<?> producer = Reflection.superclass(message[0], PRODUCER);
    Class<?> record = message[1].getClass();
    String topic = (String) Reflection.get(record, message[1], "topic");
    Integer partition = (Integer) Reflection.get(record, message[1], "partition");
    Long timestamp = (Long) Reflection.get(record, message[1], "timestamp");
    Object headers = Reflection.get(record, message[1], "headers");
    if (partition == null && hasOwnPartitioner(message[0])) {
      throw new UnsuitableException("its producer has a partitioner of its own");
    }
    Serializers serializers = new Serializers(producer, message[0], topic, headers);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(200);
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(topic);
    out.writeInt(partition == null ? -1 : partition);
    out.writeLong(timestamp == null ? UtcTime.nowMillis() : timestamp);
    write(out, serializers.bytes("key", Reflection.get(record, message[1], "key")));
    write(out, serializers.bytes("value", Reflection.get(record, message[1], "value")));
    writeHeaders(out, Reflection.beside(producer, COMMON + "header.Header"), headers);
    return new Letter(SYSTEM, target(message[0]), topic, bytes.toByteArray());
  }

  private static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes == null ? -1 : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  /** The record's, and those of the thread's trace that a send would have added. */
  private static void writeHeaders(DataOutputStream out, Class<?> type, Object headers)
      throws Exception {
    List<String> names = new ArrayList<>();
    List<byte[]> values = new ArrayList<>();
    for (Object header : (Iterable<?>) headers) {
      names.add((String) Reflection.get(type, header, "key"));
      values.add((byte[]) Reflection.get(type, header, "value"));
    }
    RetrofuseExchange exchange = RetrofuseThread.current().exchange;
    RetrofuseContext context = RetrofuseTrace.outbound(exchange == null ? null : exchange.guard());
    RetrofuseContext left = context;
    for (int i = 0; context != null && i < context.size(); i++) {
      left = names.contains(context.name(i)) ? left.beside(context.name(i)) : left;
    }
    for (int i = 0; left != null && i < left.size(); i++) {
      names.add(left.name(i));
      values.add(left.value(i).getBytes(StandardCharsets.UTF_8));
    }
    out.writeInt(names.size());
    for (int i = 0; i < names.size(); i++) {
      out.writeUTF(names.get(i));
      write(out, values.get(i));
    }
  }

  // It is asked with the application's own objects, which are no longer there later.
  private static boolean hasOwnPartitioner(Object producer) throws Exception {
    Object partitioner = settings(producer).get("partitioner.class");
    String name =
        partitioner instanceof Class ? ((Class<?>) partitioner).getName() : "" + partitioner;
    return partitioner != null && !name.startsWith("org.apache.kafka.");
  }

  /** What the application has set. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> settings(Object producer) throws Exception {
    Object config = config(producer);
    return (Map<String, Object>) Reflection.get(config.getClass(), config, "originals");
  }

  private static Object config(Object producer) throws Exception {
    Class<?> type = Reflection.superclass(producer, PRODUCER);
    return Reflection.field(type, producer, "producerConfig");
  }

  /** Asked only while a record is not in a batch yet: later it is the producer's to retry. */
  @Override
  boolean isUnsent(Object producer, Throwable thrown) {
    return true;
  }

  /** That metadata or memory did not come in time; what else fails so early fails each time. */
  @Override
  boolean isRepeatable(Object producer, Throwable thrown) {
    return Reflection.isA(
        thrown, ERRORS + "TimeoutException", CLIENTS + "BufferExhaustedException");
  }

  @Override
  boolean isHopeless(Throwable thrown) {
    return Reflection.isA(
        thrown,
        ERRORS + "RecordTooLargeException",
        ERRORS + "InvalidTopicException",
        COMMON + "InvalidRecordException",
        ERRORS + "UnsupportedForMessageFormatException");
  }

  @Override
  Object connection(Object producer) {
    return producer;
  }

  @Override
  String target(Object producer) throws Exception {
    Object config = config(producer);
    Class<?>[] name = {String.class};
    Object servers =
        Reflection.call(config.getClass(), config, "getList", name, "bootstrap.servers");
    List<String> sorted = new ArrayList<>();
    for (Object each : (Iterable<?>) servers) {
      sorted.add(String.valueOf(each));
    }
    Collections.sort(sorted);
    return String.join(",", sorted);
  }

  @Override
  Line open(Object producer) throws Exception {
    return new KafkaLine(Reflection.superclass(producer, PRODUCER), settings(producer));
  }

  /** The producer's own, which older versions hold bare. */
  private static final class Serializers {
    private final Class<?> producer;
    private final Object object;
    private final String topic;
    private final Object headers;

    Serializers(Class<?> producer, Object object, String topic, Object headers) {
      this.producer = producer;
      this.object = object;
      this.topic = topic;
      this.headers = headers;
    }

    byte[] bytes(String part, Object data) throws Exception {
      Object found =
          Reflection.field(producer, object, part + "Serializer", part + "SerializerPlugin");
      Object serializer = found instanceof Supplier ? ((Supplier<?>) found).get() : found;
      Class<?> headersType = Reflection.beside(producer, COMMON + "header.Headers");
      Class<?>[] types = {String.class, headersType, Object.class};
      return (byte[])
          Reflection.call(type(types), serializer, "serialize", types, topic, headers, data);
    }

    /** Whichever interface takes headers: until 2.1 that was one of its own. */
    private Class<?> type(Class<?>[] types) throws ClassNotFoundException {
      Class<?> type = Reflection.beside(producer, COMMON + "serialization.Serializer");
      for (Method method : type.getMethods()) {
        if (method.getParameterCount() == types.length) {
          return type;
        }
      }
      return Reflection.beside(producer, COMMON + "serialization.ExtendedSerializer");
    }
  }
}
