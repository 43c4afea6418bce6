package dev.retrofuse.instrumentation.kafka;

import dev.retrofuse.testkit.MessagingClient;
import java.util.List;
import java.util.concurrent.Future;

/** What the tests do with whatever version of kafka-clients. */
public interface KafkaClient extends MessagingClient {
  Future<?> sendAsync(String text);

  /**
   * Sends to the one partition; the consumer gives key and timestamp as the header {@code (key)}.
   */
  void sendWithKey(String key, long timestamp, String text) throws Exception;

  /** Sends by a producer that knows nothing of the topic yet. */
  void sendByNew(String text) throws Exception;

  /**
   * The same in a transaction.
   *
   * @param between when the transaction has begun
   * @return how the send went
   */
  String sendByNewInTransaction(String text, Step between) throws Exception;

  /**
   * Sends more at once than its producer has memory for.
   *
   * @param before when the topic is known
   */
  void sendMuch(int count, String text, Step before) throws Exception;

  /** Sends one and the same record object twice. */
  void sendTwice(String text, Step between) throws Exception;

  /**
   * Sends by another producer, and tells by which ways what became of it: {@code thrown}, {@code
   * future}, {@code callback} or {@code interceptor}, each with the outcome.
   */
  List<String> reports(String text);

  /**
   * Sends two by a patient producer, the text with a number behind it.
   *
   * @param before when the topic is known
   * @param after when both futures have ended
   * @return the same reports, {@code done} when both futures say so, {@code flushed} when the
   *     producer has flushed, and the first future once more
   */
  List<String> reportsOfTwo(String text, Step before, Step after) throws Exception;

  /** How many partitions the topic has, by the producer. */
  int partitions();

  /** Closes the producer at once, with what it has not sent. */
  void closeProducerNow() throws Exception;

  /**
   * Begins a transaction by another producer, sends before and after some step, and commits after
   * another one; then makes another transaction.
   *
   * @return how the second send went and each transaction ended
   */
  String transaction(String before, Step between, String after, Step last) throws Exception;

  /**
   * Iterates over records in memory.
   *
   * @param way {@code all} records, those of a {@code topic} or of a {@code partition}, by an
   *     iterator, or {@code each}, by a {@code stream}, or a {@code parallel} one
   * @param count how many records to take from an iterator before leaving it
   * @param traceparents of the records, null for none
   * @return the trace of the thread at each record, after the loop, and after the next poll
   */
  List<String> traces(String way, int count, String... traceparents);

  /**
   * Works on one record, and meanwhile polls another consumer and iterates over other records.
   *
   * @param toTheEnd of the other records; else the first is the last
   */
  List<String> nested(String traceparent, boolean toTheEnd, String... inner);

  /** Appends a record of the message format before 0.11. */
  String appendOldFormat(String... headers);

  /** A step of a test. */
  interface Step {
    void run() throws Exception;
  }
}
