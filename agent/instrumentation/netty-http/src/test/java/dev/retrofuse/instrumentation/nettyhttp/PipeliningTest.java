package dev.retrofuse.instrumentation.nettyhttp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retrofuse.testkit.BootWaist;
import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseThread;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Collections;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several requests on a connection, and several connections on the one thread of a server. */
class PipeliningTest {
  private static final String ONE = "1bf92f3577b34da6a3ce929d0e0e4736";
  private static final String TWO = "2bf92f3577b34da6a3ce929d0e0e4736";

  private final LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private NettyServer server;
  private TestAgent agent;

  @BeforeAll
  static void waistFirst() {
    BootWaist.install();
  }

  @BeforeEach
  void begin() {
    server = new NettyServer(1, channel -> channel.pipeline().addLast(new Watcher()));
    agent = TestAgent.attach("rules: []\ntrace: { mode: pass }\n", new NettyHttpInstrumentation());
  }

  @AfterEach
  void end() {
    server.close();
    agent.close();
    assertEquals(Collections.emptyList(), agent.faults());
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.port());
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
    socket.getOutputStream().flush();
  }

  private static String post(String trace, int length) {
    String parent = trace == null ? "" : "traceparent: 00-" + trace + "-00f067aa0ba902b7-01\r\n";
    return "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n" + parent + "\r\n";
  }

  private void assertSees(String... expected) throws InterruptedException {
    for (String each : expected) {
      assertEquals(each, seen.poll(30, TimeUnit.SECONDS));
    }
  }

  private void assertLoopWorksForNothing() throws Exception {
    assertEquals("nothing", server.loop().submit(PipeliningTest::now).get());
  }

  private static String now() {
    RetrofuseContext context = RetrofuseThread.current().context;
    return context == null ? "nothing" : context.value("traceparent").substring(3, 4);
  }

  @Test
  void requestsThatCameInOnePieceDoNotMix() throws Exception {
    try (Socket socket = connect()) {
      send(socket, post(ONE, 1) + "x" + post(null, 0) + post(TWO, 2) + "xx" + post(null, 1) + "x");
      assertSees("head 1", "last 1", "head nothing", "last nothing");
      assertSees("head 2", "last 2", "head nothing", "last nothing");
      assertLoopWorksForNothing();
    }
  }

  @Test
  void contentThatComesLaterBelongsToItsRequest() throws Exception {
    try (Socket first = connect();
        Socket second = connect();
        Socket third = connect()) {
      send(first, post(ONE, 2));
      assertSees("head 1");
      send(second, post(TWO, 2));
      assertSees("head 2");
      send(third, post(null, 2));
      assertSees("head nothing");
      assertLoopWorksForNothing();
      send(first, "x");
      assertSees("part 1");
      send(third, "xx");
      assertSees("last nothing");
      send(second, "xx" + post(ONE, 0));
      assertSees("last 2", "head 1", "last 1");
      send(first, "x" + post(null, 0));
      assertSees("last 1", "head nothing", "last nothing");
      assertLoopWorksForNothing();
    }
  }

  @Test
  void connectionThatBreaksOffLeavesNothing() throws Exception {
    try (Socket socket = connect()) {
      send(socket, post(ONE, 2) + "x");
      assertSees("head 1", "part 1");
    }
    assertSees("gone nothing");
    assertLoopWorksForNothing();
    try (Socket socket = connect()) {
      send(socket, post(null, 0));
      assertSees("head nothing", "last nothing");
    }
  }

  private final class Watcher extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      boolean last = message instanceof LastHttpContent;
      seen.add((message instanceof HttpRequest ? "head " : last ? "last " : "part ") + now());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      seen.add("gone " + now());
    }
  }
}
