package dev.retrofuse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
  private ServerSocket echo;
  private TcpProxy proxy;

  @BeforeEach
  void start() throws IOException {
    echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread server = new Thread(this::serve, "echo");
    server.setDaemon(true);
    server.start();
    proxy = TcpProxy.to("127.0.0.1", echo.getLocalPort());
  }

  private void serve() {
    while (!echo.isClosed()) {
      try {
        Socket socket = echo.accept();
        new Thread(() -> copy(socket), "echo-connection").start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void copy(Socket socket) {
    try (socket) {
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException reset) {
      // The far side of a reset connection.
    }
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    echo.close();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setSoTimeout(5_000);
    return socket;
  }

  private static void roundTrip(Socket socket) throws IOException {
    socket.getOutputStream().write('x');
    if (socket.getInputStream().read() != 'x') {
      throw new IOException("closed");
    }
  }

  @Test
  void passesBytes() throws IOException {
    try (Socket socket = connect()) {
      roundTrip(socket);
    }
  }

  @Test
  void resetsWhatIsConnectedAndPassesWhatIsNew() throws IOException {
    try (Socket before = connect()) {
      roundTrip(before);
      proxy.reset();
      assertThrows(IOException.class, () -> before.getInputStream().read());
    }
    try (Socket after = connect()) {
      roundTrip(after);
    }
  }

  @Test
  void refusesUntilItPassesAgain() throws IOException {
    try (Socket before = connect()) {
      roundTrip(before);
      proxy.refuse();
      assertThrows(IOException.class, () -> before.getInputStream().read());
    }
    assertThrows(
        IOException.class,
        () -> {
          try (Socket refused = connect()) {
            roundTrip(refused);
          }
        });
    proxy.pass();
    try (Socket after = connect()) {
      roundTrip(after);
    }
  }

  @Test
  void hangsUntilItPassesAgain() throws IOException {
    try (Socket socket = connect()) {
      roundTrip(socket);
      proxy.hang();
      socket.setSoTimeout(100);
      socket.getOutputStream().write('y');
      assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
      proxy.pass();
      socket.setSoTimeout(5_000);
      assertEquals('y', socket.getInputStream().read());
    }
  }
}
