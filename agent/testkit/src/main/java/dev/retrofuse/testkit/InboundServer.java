package dev.retrofuse.testkit;

/** A server under test. */
public interface InboundServer {
  int port();

  /** Ends its threads. */
  void close() throws Exception;
}
