package dev.retrofuse.instrumentation.jdbc;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What stands before a PostgreSQL, as poolers do, and itself refuses requests that have some text:
 * as a failed statement, after which the connection is as good as before.
 */
final class RefusingPooler implements AutoCloseable {
  private final ServerSocket listener;
  private final int server;
  private final String refuses;
  private final AtomicInteger refused = new AtomicInteger();

  RefusingPooler(int server, String refuses) throws IOException {
    this.server = server;
    this.refuses = refuses;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** How many requests were refused. */
  int refused() {
    return refused.get();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listener.accept();
      Socket to = new Socket(InetAddress.getLoopbackAddress(), server);
      daemon(() -> requests(client, to));
      daemon(() -> answers(to, client));
    }
  }

  // The driver waits for the answer to each, so a piece that arrives is a request.
  private void requests(Socket client, Socket to) throws IOException {
    byte[] piece = new byte[16_384];
    try (Socket from = client;
        Socket closed = to) {
      InputStream in = from.getInputStream();
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        if (new String(piece, 0, n, StandardCharsets.ISO_8859_1).contains(refuses)) {
          refused.incrementAndGet();
          from.getOutputStream().write(refusal());
        } else {
          closed.getOutputStream().write(piece, 0, n);
        }
      }
    }
  }

  private static void answers(Socket from, Socket client) throws IOException {
    byte[] piece = new byte[16_384];
    InputStream in = from.getInputStream();
    OutputStream out = client.getOutputStream();
    for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
      out.write(piece, 0, n);
    }
  }

  /** ErrorResponse, then ReadyForQuery, as the protocol has them. */
  private static byte[] refusal() throws IOException {
    byte[] fields = "SERROR\0C42501\0Mnot here\0\0".getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte('E');
    out.writeInt(4 + fields.length);
    out.write(fields);
    out.writeByte('Z');
    out.writeInt(5);
    out.writeByte('I');
    return bytes.toByteArray();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private static void daemon(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException ended) {
                // A socket was closed: the thread's only end.
              }
            },
            "refusing-pooler");
    thread.setDaemon(true);
    thread.start();
  }

  private interface Task {
    void run() throws IOException;
  }
}
