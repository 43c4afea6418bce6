package dev.retrofuse.instrumentation.kafka;

import static dev.retrofuse.weaving.MethodMatch.method;
import static dev.retrofuse.weaving.TypeInstrumentation.named;

import dev.retrofuse.weaving.LibraryInstrumentation;
import dev.retrofuse.weaving.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/**
 * {@code kafka-clients} from 0.11 on, the first with record headers.
 *
 * <p>A send is a call from {@code KafkaProducer.send} until the producer knows what became of the
 * record's batch. A refused send fails as if the broker could not be asked for the topic's
 * metadata: the producer itself then makes the failed future, runs the callback and the
 * interceptors and counts its metrics. Its transaction can only be aborted. Where a rule retries,
 * it is the waits for metadata and for memory that are repeated: what comes after is the
 * producer's.
 *
 * <p>Polling is never refused. While the application iterates over {@code ConsumerRecords}, over
 * {@code records(topic)} or over {@code records(TopicPartition)}, its thread works for the trace
 * context of the record at hand. A batch that is handed on as a whole brings none, for none of its
 * records speaks for the others. Spring's listeners ride on this; what it does with a record that
 * failed has the record's context as well, and is of its span.
 */
public final class KafkaClientsInstrumentation implements LibraryInstrumentation {
  private static final String PACKAGE = "org.apache.kafka.clients.";
  private static final String PRODUCER = PACKAGE + "producer.KafkaProducer";
  private static final String INTERNALS = PACKAGE + "producer.internals.";
  private static final String CONSUMER = PACKAGE + "consumer.";
  private static final String COMMON = "org.apache.kafka.common.";
  private static final String PARTITION = "Lorg/apache/kafka/common/TopicPartition;";
  private static final String RECORD = "(Lorg/apache/kafka/clients/consumer/ConsumerRecord;";
  private static final String SPRING = "org.springframework.kafka.listener.";
  private static final String APPEND = "appendWithOffset";

  @Override
  public String name() {
    return "kafka-clients";
  }

  @Override
  public List<TypeInstrumentation> types() {
    return Arrays.asList(
        of(PRODUCER, "Send$Call", "doSend", "(Lorg/apache/kafka/clients/producer/ProducerRecord;")
            .advise(advice("Send$Metadata"), method("waitOnMetadata", "(Ljava/lang/String;"))
            .advise(advice("Headers$Write"), method("setReadOnly", "(L"))
            .advise(advice("Send$Ready"), method("<init>", "(")),
        of(INTERNALS + "BufferPool", "Send$Memory", "allocate", "(IJ)"),
        of(PRODUCER + "$FutureFailure", "Send$Made", "<init>", "(Ljava/lang/Exception;)"),
        of(INTERNALS + "FutureRecordMetadata", "Send$Made", "<init>", "(L"),
        // Its third parameter is the batch's exception, or from 3.0 on a function to the records'.
        of(INTERNALS + "ProduceRequestResult", "Send$Done", "set", "(JJL"),
        of(INTERNALS + "TransactionManager", "Send$Commit", "beginCommit", "()")
            .advise(advice("Send$Abort"), method("beginAbort", "()")),
        of(COMMON + "record.MemoryRecordsBuilder", "Headers$OldFormat", APPEND, "(JZJL"),
        // Not the private one of other parameters, which these end in.
        of(CONSUMER + "KafkaConsumer", "Poll$Begin", "poll", "(J)")
            .advise(advice("Poll$Begin"), method("poll", "(Ljava/time/Duration;)"))
            .advise(advice("Poll$Close"), method("close", "(")),
        of(CONSUMER + "KafkaShareConsumer", "Poll$Begin", "poll", "(")
            .advise(advice("Poll$Close"), method("close", "(")),
        of(CONSUMER + "ConsumerRecords", "Poll$Partition", "records", "(" + PARTITION),
        of(COMMON + "utils.AbstractIterator", "Poll$Next", "next", "()"),
        of(COMMON + "utils.internals.AbstractIterator", "Poll$Next", "next", "()"),
        of(CONSUMER + "ConsumerRecords$ConcatenatedIterable$1", "Poll$End", "makeNext", "()"),
        named(SPRING + "KafkaMessageListenerContainer$ListenerConsumer")
            .advise(advice("Poll$Failed"), method("invokeErrorHandler", RECORD)),
        named(SPRING + "FailedRecordTracker")
            .advise(advice("Poll$GiveUp"), method("skip", RECORD), method("recovered", RECORD)));
  }

  private static TypeInstrumentation of(
      String type, String advice, String method, String descriptorStart) {
    return named(type).advise(advice(advice), method(method, descriptorStart));
  }

  /** The class of a step's advice, from a short form such as {@code Send$Call}. */
  private static String advice(String step) {
    return "dev.retrofuse.instrumentation.kafka." + step.replace("$", "Advice$");
  }
}
