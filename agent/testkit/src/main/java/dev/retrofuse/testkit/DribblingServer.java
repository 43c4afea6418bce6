package dev.retrofuse.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Answers with headers that never end, so slowly that no single read takes long. */
final class DribblingServer implements AutoCloseable {
  private static final long PAUSE_NANOS = 20_000_000;
  private static final byte[] BEGIN = "HTTP/1.1 200 OK\r\nX-Long: ".getBytes(ISO_8859_1);

  private final ServerSocket server;
  private final AtomicInteger closed = new AtomicInteger();

  DribblingServer() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::accept, "dribbling-server");
    thread.setDaemon(true);
    thread.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/";
  }

  /** How many connections the other side has closed. */
  int closed() {
    return closed.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        OutputStream out = socket.getOutputStream();
        out.write(BEGIN);
        while (!server.isClosed()) {
          out.write('x');
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      } catch (IOException gone) {
        closed.incrementAndGet();
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
