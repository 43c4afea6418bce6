package dev.retrofuse.instrumentation.nettyhttp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.InboundApplication;
import dev.retrofuse.testkit.InboundContract;
import dev.retrofuse.testkit.InboundServer;
import dev.retrofuse.weaving.LibraryInstrumentation;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;

class NettyHttpTest extends InboundContract {
  @Override
  protected LibraryInstrumentation instrumentation() {
    return new NettyHttpInstrumentation();
  }

  @Override
  protected InboundServer start(InboundApplication application) {
    return new NettyServer(
        2,
        channel ->
            channel
                .pipeline()
                .addLast(
                    new HttpObjectAggregator(1 << 16),
                    new Front(application),
                    new Handler(application)));
  }

  @Test
  void versionUnderTestIsTheOneThatIsLoaded() {
    String jar =
        HttpServerCodec.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    assertTrue(jar.endsWith("-" + System.getProperty("netty.version") + ".jar"), jar);
  }

  private static final class Front extends ChannelInboundHandlerAdapter {
    private final InboundApplication application;

    Front(InboundApplication application) {
      this.application = application;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      application.filter();
      context.fireChannelRead(message);
    }
  }

  private static final class Handler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final InboundApplication application;

    Handler(InboundApplication application) {
      this.application = application;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      answer(context, HttpResponseStatus.OK, application.handle());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
      answer(context, HttpResponseStatus.INTERNAL_SERVER_ERROR, "");
    }

    private static void answer(
        ChannelHandlerContext context, HttpResponseStatus status, String body) {
      FullHttpResponse response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(body, UTF_8));
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, String.valueOf(body.length()));
      context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
  }
}
