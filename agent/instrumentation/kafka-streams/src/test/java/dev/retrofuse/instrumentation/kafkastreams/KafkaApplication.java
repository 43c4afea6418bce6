package dev.retrofuse.instrumentation.kafkastreams;

import java.util.List;

/** What the tests do with whatever versions of the libraries. */
public interface KafkaApplication extends AutoCloseable {
  /**
   * Sends a record and waits until the broker has it.
   *
   * @param traceparent null for none
   */
  void send(String topic, String text, String traceparent) throws Exception;

  /** The next record of a topic: its text, and each of its headers of that name. */
  String received(String topic, String header) throws Exception;

  /**
   * Runs a topology that maps the texts of a topic into {@code TOPIC-mapped}, and counts them by
   * themselves into {@code TOPIC-counted}, over a repartition topic and a cached store. It notes
   * its thread's trace in each function, in a punctuator and when it commits.
   */
  void streams(String topic) throws Exception;

  /**
   * Runs a listener container of Spring's for a topic: its listener notes its thread's trace, and
   * fails for texts that begin with {@code bad}; so do what a record is given up to after two
   * failures, and the consumer when it commits.
   */
  void listen(String topic) throws Exception;

  /** The same for a listener by annotation, which never fails. */
  void listenAnnotated(String topic) throws Exception;

  /** The same for a listener of batches: it notes the thread's trace for the whole, and in each. */
  void listenToBatches(String topic) throws Exception;

  /** What was noted so far. */
  List<String> seen();
}
