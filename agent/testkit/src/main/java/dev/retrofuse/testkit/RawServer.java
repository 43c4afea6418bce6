package dev.retrofuse.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Answers each connection's one request and keeps its bytes as they came. */
public final class RawServer implements AutoCloseable {
  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final String LENGTH = "\r\ncontent-length: ";
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok".getBytes(ISO_8859_1);

  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private final ServerSocket server;

  public RawServer() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::accept, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Of that path. */
  public String url(String path) {
    return "http://127.0.0.1:" + server.getLocalPort() + path;
  }

  /** The next request's bytes, each as one character. */
  public String next() throws InterruptedException {
    return requests.poll(30, TimeUnit.SECONDS);
  }

  private void accept() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        requests.add(read(socket.getInputStream()));
        socket.getOutputStream().write(ANSWER);
      } catch (IOException e) {
        requests.add(e.toString());
      }
    }
  }

  private static String read(InputStream unbuffered) throws IOException {
    InputStream in = new BufferedInputStream(unbuffered);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      out.write(b);
      String head = b == '\n' ? out.toString("ISO-8859-1") : "";
      if (head.endsWith(END_OF_HEAD)) {
        return head + new String(in.readNBytes(bodyLength(head)), ISO_8859_1);
      }
    }
    return out.toString("ISO-8859-1");
  }

  private static int bodyLength(String request) {
    String head = request.toLowerCase(Locale.ROOT);
    int at = head.indexOf(LENGTH);
    if (at < 0) {
      return 0;
    }
    int start = at + LENGTH.length();
    return Integer.parseInt(head.substring(start, head.indexOf("\r\n", start)));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
