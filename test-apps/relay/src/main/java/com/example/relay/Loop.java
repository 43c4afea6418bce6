package com.example.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Sends what is to be posted as a message to itself, and posts when that has come. */
final class Loop implements Relay.Client {
  private static final int PATIENCE_SECONDS = 30;

  private final AtomicLong numbers = new AtomicLong();
  private final Map<String, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();
  private final Relay.Client way;
  private Sender sender;

  /**
   * @param way how to post
   */
  Loop(Relay.Client way) {
    this.way = way;
  }

  /** To be set once messages can come. */
  Loop by(Sender by) {
    sender = by;
    return this;
  }

  @Override
  public void post(String url, byte[] json) throws IOException {
    String number = String.valueOf(numbers.incrementAndGet());
    CompletableFuture<Void> done = new CompletableFuture<>();
    underWay.put(number, done);
    try {
      send(number + "\n" + url + "\n" + new String(json, UTF_8));
      done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IOException(e);
    } finally {
      underWay.remove(number);
    }
  }

  // Channels, sessions and connections are not for several threads at a time.
  private synchronized void send(String message) throws Exception {
    sender.send(message);
  }

  /** A message has come, on this thread. */
  void arrived(String message) {
    String[] parts = message.split("\n", 3);
    CompletableFuture<Void> done = underWay.get(parts[0]);
    try {
      way.post(parts[1], parts[2].getBytes(UTF_8));
      done.complete(null);
    } catch (IOException e) {
      done.completeExceptionally(e);
    }
  }

  /** Sends a message to where the loop gets it from. */
  interface Sender {
    void send(String message) throws Exception;
  }
}
