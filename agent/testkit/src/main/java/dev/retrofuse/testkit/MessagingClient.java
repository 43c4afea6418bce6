package dev.retrofuse.testkit;

import java.io.IOException;
import java.util.Map;

/** A client library as an application uses it: one producer, and one consumer of all it sends. */
public interface MessagingClient extends AutoCloseable {
  /**
   * Sends to this client's own destination and waits for what the library says of it.
   *
   * @throws Exception what the library throws or fails its future with
   */
  void send(String text, Map<String, String> headers) throws Exception;

  /** The next message that the consumer was given, in the order of sending; waits for it. */
  ReceivedMessage receive() throws Exception;

  @Override
  void close() throws IOException;
}
