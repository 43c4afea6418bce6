package com.example.relay;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufInputStream;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A server of Netty's own handlers, which calls on from its event loops. */
final class NettyHttp extends ChannelInitializer<SocketChannel> {
  private static final int THREADS = 8;
  private static final int LONGEST_LINE = 4096;
  private static final int LONGEST_CHUNK = 8192;
  private static final int LONGEST_BODY = 1 << 20;

  private final Relay relay;

  private NettyHttp(Relay relay) {
    this.relay = relay;
  }

  /** Gives the port. */
  static int serve(Relay relay) {
    Channel listening =
        new ServerBootstrap()
            .group(new NioEventLoopGroup(1), new NioEventLoopGroup(THREADS))
            .channel(NioServerSocketChannel.class)
            .childHandler(new NettyHttp(relay))
            .bind(Servers.HOST, 0)
            .syncUninterruptibly()
            .channel();
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    channel
        .pipeline()
        .addLast(new HttpServerCodec(LONGEST_LINE, Servers.LONGEST_HEAD, LONGEST_CHUNK))
        .addLast(new HttpObjectAggregator(LONGEST_BODY))
        .addLast(new Answering(relay));
  }

  private static final class Answering extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final Relay relay;

    Answering(Relay relay) {
      this.relay = relay;
    }

    // It closes: a kept connection's next request might find its event loop waiting for that one.
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request)
        throws IOException {
      relay.answer(request.uri(), new ByteBufInputStream(request.content()));
      FullHttpResponse response =
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
  }
}
