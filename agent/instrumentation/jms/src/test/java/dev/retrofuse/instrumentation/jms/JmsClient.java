package dev.retrofuse.instrumentation.jms;

import dev.retrofuse.testkit.MessagingClient;
import dev.retrofuse.testkit.ReceivedMessage;
import java.lang.reflect.Method;
import java.util.List;

/** A client of either API. */
interface JmsClient extends MessagingClient {
  /** The interface of its producers: of queues or topics, with what all producers have. */
  Class<?> producerType();

  /** A producer for that method: bound to the destination where the method takes none. */
  Object producerOf(Method method) throws Exception;

  Object[] arguments(Method method, String text) throws Exception;

  /** Waits for the listener that was among the arguments, if any. */
  void awaitCompletion(Method method) throws InterruptedException;

  /** From now on messages are taken by {@link #poll}. */
  void stopListening() throws Exception;

  /** Undoes that. */
  void listen() throws Exception;

  /** Sends by the producer there is, without looking whether its connection is lost. */
  void sendAsItIs(String text, long timeToLive) throws Exception;

  /** From now on messages are sent in a transaction, until it connects again. */
  void transact() throws Exception;

  /** Sends a message of each kind, with whatever a message can have. */
  void sendAllKinds() throws Exception;

  /** As many of them as were sent, in their order, with all that they have; skips other texts. */
  List<String> receiveAllKinds() throws Exception;

  /**
   * Receives.
   *
   * @param way 0 for {@code receive()}, 1 with a time-out, 2 for {@code receiveNoWait()}
   * @return null when there is none
   */
  ReceivedMessage poll(int way) throws Exception;

  /** Sends by the simplified API. */
  void sendBySimplifiedApi(String text);

  /** Sends a message, and what was received of it once more, whose properties are read-only. */
  void sendOnAsReceived(String text) throws Exception;
}
