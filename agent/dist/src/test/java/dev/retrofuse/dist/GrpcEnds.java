package dev.retrofuse.dist;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.HandlerRegistry;
import io.grpc.InternalMetadata;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCalls;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The two ends of gRPC around a service: calls it with header lines as they are, and keeps those of
 * each call that it makes. Calls are unary, of texts.
 */
final class GrpcEnds implements AutoCloseable {
  private static final int LONGEST_HEAD = 32_768;

  // The JDK's own channels: a native library of another Netty may be loaded in this JVM already.
  private final EventLoopGroup loops = new NioEventLoopGroup(2);
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final Map<Integer, ManagedChannel> channels = new ConcurrentHashMap<>();
  private final Server server;

  GrpcEnds() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .channelType(NioServerSocketChannel.class)
            .bossEventLoopGroup(loops)
            .workerEventLoopGroup(loops)
            .maxInboundMetadataSize(LONGEST_HEAD)
            .fallbackHandlerRegistry(new Echo())
            .intercept(new Recorder())
            .build()
            .start();
  }

  /** A method that it answers, as a URL. */
  String url() {
    return "http://127.0.0.1:" + server.getPort() + "/ends/echo";
  }

  /** The header lines of the next call that has come. */
  String next() throws InterruptedException {
    return received.poll(30, TimeUnit.SECONDS);
  }

  /** Its client does not send what is not ASCII. */
  void call(int port, String method, List<String> headers, String text) {
    Channel channel =
        ClientInterceptors.intercept(
            channels.computeIfAbsent(port, this::channel),
            MetadataUtils.newAttachHeadersInterceptor(metadata(headers)));
    ClientCalls.blockingUnaryCall(channel, method(method), CallOptions.DEFAULT, text);
  }

  private ManagedChannel channel(int port) {
    return NettyChannelBuilder.forAddress("127.0.0.1", port)
        .channelType(NioSocketChannel.class)
        .eventLoopGroup(loops)
        .usePlaintext()
        .build();
  }

  private static Metadata metadata(List<String> headers) {
    byte[][] pairs = new byte[2 * headers.size()][];
    for (int i = 0; i < headers.size(); i++) {
      String[] parts = headers.get(i).split(":", 2);
      pairs[2 * i] = parts[0].toLowerCase(Locale.ROOT).getBytes(ISO_8859_1);
      pairs[2 * i + 1] = parts[1].trim().getBytes(ISO_8859_1); // no blanks around, in HTTP/2
    }
    return InternalMetadata.newMetadata(pairs);
  }

  private static String lines(Metadata headers) {
    StringBuilder lines = new StringBuilder();
    byte[][] pairs = InternalMetadata.serialize(headers);
    for (int i = 0; i < pairs.length; i += 2) {
      lines.append(new String(pairs[i], ISO_8859_1)).append(": ");
      lines.append(new String(pairs[i + 1], ISO_8859_1)).append("\r\n");
    }
    return lines.toString();
  }

  private static MethodDescriptor<String, String> method(String name) {
    return MethodDescriptor.<String, String>newBuilder()
        .setType(MethodType.UNARY)
        .setFullMethodName(name)
        .setRequestMarshaller(new Text())
        .setResponseMarshaller(new Text())
        .build();
  }

  @Override
  public void close() {
    channels.values().forEach(ManagedChannel::shutdownNow);
    server.shutdownNow();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private static final class Echo extends HandlerRegistry {
    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
      return ServerMethodDefinition.create(
          method(name),
          ServerCalls.asyncUnaryCall(
              (text, to) -> {
                to.onNext(text);
                to.onCompleted();
              }));
    }
  }

  private final class Recorder implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      received.add(lines(headers));
      return next.startCall(call, headers);
    }
  }

  private static final class Text implements MethodDescriptor.Marshaller<String> {
    @Override
    public InputStream stream(String text) {
      return new ByteArrayInputStream(text.getBytes(ISO_8859_1));
    }

    @Override
    public String parse(InputStream text) {
      try {
        return new String(text.readAllBytes(), ISO_8859_1);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
