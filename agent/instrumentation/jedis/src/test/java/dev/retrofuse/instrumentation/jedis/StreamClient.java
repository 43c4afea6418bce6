package dev.retrofuse.instrumentation.jedis;

import dev.retrofuse.testkit.MessagingClient;
import dev.retrofuse.testkit.ReceivedMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;

/** What adds entries to a stream, and a thread that reads them one by one. */
final class StreamClient implements MessagingClient {
  /** Adds entries; made anew when its connection is lost. */
  interface Producer extends AutoCloseable {
    void add(String stream, Map<String, String> fields) throws Exception;

    @Override
    void close();
  }

  private final String stream;
  private final int direct;
  private final Producer producer;
  private final Thread reader = new Thread(this::read, "reader");
  private final AtomicInteger reads = new AtomicInteger();
  private final BlockingQueue<ReceivedMessage> received = new LinkedBlockingQueue<>();
  private volatile boolean closed;

  StreamClient(Producer producer, int direct, String stream) {
    this.stream = stream;
    this.direct = direct;
    this.producer = producer;
    reader.start();
  }

  private void read() {
    StreamEntryID last = new StreamEntryID(0, 0);
    try (Jedis jedis = new Jedis("127.0.0.1", direct)) {
      while (!closed) {
        for (Streams.Entry entry : Streams.read(jedis, stream, last, 1, 100)) {
          Map<String, String> headers = new LinkedHashMap<>(entry.fields);
          last = entry.id;
          received.add(ReceivedMessage.here(headers.remove("text"), headers));
        }
        reads.incrementAndGet();
      }
      Streams.call(jedis, "del", stream);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until its thread has come out of the method that it waited in, and in again. */
  void wake() {
    int now = reads.get();
    while (reads.get() < now + 2) {
      Thread.onSpinWait();
    }
  }

  Producer producer() {
    return producer;
  }

  @Override
  public void send(String text, Map<String, String> headers) throws Exception {
    Map<String, String> fields = new LinkedHashMap<>(headers);
    fields.put("text", text);
    producer.add(stream, fields);
  }

  @Override
  public ReceivedMessage receive() throws InterruptedException {
    return received.poll(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    closed = true;
    producer.close();
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
