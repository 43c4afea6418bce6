package dev.retrofuse.metrics;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A request of HTTP/1 and its answer on one connection, which ends with it. Whoever is slow to ask
 * or to take the answer is given up: others wait.
 */
final class Exchange {
  private static final int LONGEST_HEAD = 8_192;
  private static final long HEAD_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final SocketChannel channel;

  Exchange(SocketChannel channel) throws IOException {
    this.channel = channel;
    channel.configureBlocking(false);
  }

  /**
   * Reads the request's head and writes what is answered to it.
   *
   * @throws IOException also when the other side is too slow, or its head too long
   */
  void answer(ScrapeAnswer answer) throws IOException {
    try (Selector selector = Selector.open()) {
      SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
      String head = head(selector);
      key.interestOps(SelectionKey.OP_WRITE);
      write(selector, ByteBuffer.wrap(answer.to(head)));
      channel.shutdownOutput();
    }
  }

  private String head(Selector selector) throws IOException {
    long until = System.nanoTime() + HEAD_NANOS;
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST_HEAD);
    String head = "";
    while (!head.contains("\r\n\r\n")) {
      await(selector, until);
      if (channel.read(bytes) < 0 || !bytes.hasRemaining()) {
        throw new IOException("no head of a request");
      }
      head = new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
    }
    return head;
  }

  private void write(Selector selector, ByteBuffer bytes) throws IOException {
    long until = System.nanoTime() + ANSWER_NANOS;
    while (bytes.hasRemaining()) {
      await(selector, until);
      channel.write(bytes);
    }
  }

  private static void await(Selector selector, long until) throws IOException {
    long millis = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
    if (millis <= 0 || selector.select(millis) == 0) {
      throw new SocketTimeoutException("too slow");
    }
    selector.selectedKeys().clear();
  }
}
