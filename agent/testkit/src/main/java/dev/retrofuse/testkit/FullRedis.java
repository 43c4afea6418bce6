package dev.retrofuse.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A Redis of the test's own that has no memory for anything. */
public final class FullRedis implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final int port;
  private final Process server;

  public FullRedis() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    server =
        new ProcessBuilder(
                "redis-server",
                "--bind",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--save",
                "",
                "--maxmemory",
                "1",
                "--maxmemory-policy",
                "noeviction")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!serves()) {
      if (!server.isAlive() || System.nanoTime() > end) {
        throw new AssertionError("no Redis");
      }
      LockSupport.parkNanos(10_000_000);
    }
  }

  private boolean serves() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  public int port() {
    return port;
  }

  @Override
  public void close() {
    server.destroyForcibly();
  }
}
