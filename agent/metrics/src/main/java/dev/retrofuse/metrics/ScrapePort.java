package dev.retrofuse.metrics;

import dev.retrofuse.engine.Daemon;
import dev.retrofuse.engine.Events;
import dev.retrofuse.rules.Metrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The port at which Prometheus fetches metrics, and its one thread: one request after another. A
 * port that is taken is tried again.
 */
final class ScrapePort implements Runnable {
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long LONGEST_END_MILLIS = 2_000;

  private final Metrics.Prometheus at;
  private final ScrapeAnswer answer;
  private final Events events;
  private final Thread thread = Daemon.of(this, "retrofuse-scrape");
  private volatile ServerSocketChannel server;
  private volatile SocketChannel client;
  private volatile boolean closed;

  ScrapePort(Metrics.Prometheus at, AgentMetrics metrics, Events events) {
    this.at = at;
    answer = new ScrapeAnswer(metrics);
    this.events = events;
  }

  void start() {
    thread.start();
  }

  /** Closes the port and ends the thread. */
  void close() {
    closed = true;
    close(server);
    close(client);
    LockSupport.unpark(thread);
    try {
      thread.join(LONGEST_END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(java.nio.channels.Channel open) {
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException gone) {
      // It is what was wanted.
    }
  }

  @Override
  public void run() {
    while (!closed) {
      try (ServerSocketChannel channel = ServerSocketChannel.open()) {
        server = channel;
        channel.bind(new InetSocketAddress(InetAddress.getByName(at.host()), at.port()));
        int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
        events.told("metrics at http://" + at.host() + ":" + port + "/metrics");
        serve(channel);
      } catch (IOException | RuntimeException | LinkageError e) {
        failed(e);
      }
    }
  }

  private void failed(Throwable reason) {
    if (!closed) {
      String text = "no metrics at " + at + ", tried again and again: " + reason;
      events.note("metrics " + at + reason, text);
      LockSupport.parkNanos(this, PAUSE_NANOS);
      // Nobody interrupts this thread for a reason of its own; a set flag would end every park.
      boolean ignored = Thread.interrupted();
    }
  }

  private void serve(ServerSocketChannel channel) throws IOException {
    while (!closed) {
      try (SocketChannel next = channel.accept()) {
        client = next;
        if (!closed) { // else nobody would close this one
          ask(next);
        }
      } finally {
        client = null;
      }
    }
  }

  private void ask(SocketChannel next) {
    try {
      new Exchange(next).answer(answer);
    } catch (IOException gone) {
      // Who asked has gone, or was too slow.
    } catch (RuntimeException | LinkageError fault) {
      events.note("metrics scrape", "metrics cannot be written for Prometheus: " + fault);
    }
  }
}
