package dev.retrofuse.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A network path on the loopback address that a test can break and heal: it passes bytes to its
 * target until told otherwise. All its threads are daemons and end with {@link #close}.
 */
public final class TcpProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final Set<Socket> sockets = new HashSet<>();
  private volatile InetSocketAddress target;
  private boolean hanging;
  private boolean refusing;

  private TcpProxy(InetSocketAddress target) {
    this.target = target;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon("tcp-proxy-accept", this::accept);
  }

  /** A proxy on a free port, passing to that target. */
  public static TcpProxy to(String host, int port) {
    return new TcpProxy(new InetSocketAddress(host, port));
  }

  /** A proxy whose target is named later, for servers that must know the proxy's port first. */
  public static TcpProxy withoutTarget() {
    return new TcpProxy(null);
  }

  /** Where connections made from now on go to. */
  public void target(String host, int port) {
    target = new InetSocketAddress(host, port);
  }

  /** Where clients connect to; always on 127.0.0.1. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Passes bytes again, whatever was before; connections that were reset stay so. */
  public synchronized void pass() {
    hanging = false;
    refusing = false;
    notifyAll();
  }

  /** Nothing passes in either direction; connections stay open and new ones are accepted. */
  public synchronized void hang() {
    hanging = true;
    refusing = false;
  }

  /**
   * Resets every connection, and new ones as soon as they are made. The port stays open: a free one
   * could be taken by anybody, or by a client that connects to it and finds itself.
   */
  public synchronized void refuse() {
    refusing = true;
    reset();
  }

  /** Resets every connection; new ones are as before. */
  public synchronized void reset() {
    for (Socket socket : new ArrayList<>(sockets)) {
      abort(socket);
    }
    sockets.clear();
    hanging = false;
    notifyAll();
  }

  @Override
  public void close() {
    closeQuietly(listener);
    refuse();
  }

  private void accept() throws IOException {
    while (true) {
      connect(listener.accept());
    }
  }

  private void connect(Socket client) {
    List<Socket> pair = new ArrayList<>();
    pair.add(client);
    try {
      Socket server = new Socket(target.getAddress(), target.getPort());
      pair.add(server);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      if (isAdmitted(pair)) {
        pump(client, server, pair);
        pump(server, client, pair);
      }
    } catch (IOException unreachable) {
      abort(client); // as if the target itself had refused
    }
  }

  private synchronized boolean isAdmitted(List<Socket> pair) {
    if (refusing) {
      pair.forEach(TcpProxy::abort);
      return false;
    }
    return sockets.addAll(pair);
  }

  private void pump(Socket from, Socket to, List<Socket> pair) {
    daemon(
        "tcp-proxy-pump",
        () -> {
          try {
            copy(from.getInputStream(), to.getOutputStream());
          } finally {
            drop(pair);
          }
        });
  }

  private void copy(InputStream in, OutputStream out) throws IOException, InterruptedException {
    byte[] buffer = new byte[16_384];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      awaitPassing();
      out.write(buffer, 0, n);
    }
  }

  private synchronized void awaitPassing() throws InterruptedException {
    while (hanging) {
      wait();
    }
  }

  private synchronized void drop(List<Socket> pair) {
    sockets.removeAll(pair);
    pair.forEach(TcpProxy::closeQuietly);
  }

  private static void abort(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException alreadyClosed) {
      return;
    }
    closeQuietly(socket);
  }

  private static void closeQuietly(Closeable socket) {
    try {
      socket.close();
    } catch (IOException alreadyBroken) {
      // A broken connection is what this class is for.
    }
  }

  private static void daemon(String name, Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException | InterruptedException ended) {
                // Its socket was closed: the thread's only end.
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  private interface Task {
    void run() throws IOException, InterruptedException;
  }
}
