package dev.retrofuse.instrumentation.rabbitmq;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The RabbitMQ of this machine, with its default user. */
final class RabbitMqServer {
  static final int PORT = 5672;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private RabbitMqServer() {}

  /** Starts it as a service of the machine when it does not answer. */
  static void ensureRunning() {
    if (!answers(PORT)) {
      start();
    }
    await(PORT);
  }

  /** Waits until a RabbitMQ answers on that port of the loopback address. */
  static void await(int port) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!answers(port)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("no RabbitMQ on 127.0.0.1:" + port);
      }
      LockSupport.parkNanos(100_000_000);
    }
  }

  private static void start() {
    try {
      new ProcessBuilder("rabbitmq-server", "-detached").start().waitFor();
    } catch (IOException e) {
      throw new AssertionError("RabbitMQ neither answers nor can be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
