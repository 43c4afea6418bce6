package com.example.relay;

import io.grpc.CallOptions;
import io.grpc.HandlerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Unary calls of bytes: the path of a URL is service and method. */
final class Grpc {
  private static final byte[] NOTHING = {};

  private Grpc() {}

  /** Calls {@code relay/CLIENT}; gives the port. */
  static int serve(Relay relay) throws IOException {
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(Servers.HOST, 0))
            .maxInboundMetadataSize(Servers.LONGEST_HEAD)
            .fallbackHandlerRegistry(new Methods(relay))
            .build();
    return server.start().getPort();
  }

  static Relay.Client client() {
    Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();
    return (url, json) -> {
      URI to = URI.create(url);
      ManagedChannel channel = channels.computeIfAbsent(to.getAuthority(), Grpc::channel);
      ClientCalls.blockingUnaryCall(
          channel, method(to.getPath().substring(1)), CallOptions.DEFAULT, json);
    };
  }

  private static ManagedChannel channel(String authority) {
    return NettyChannelBuilder.forTarget(authority).usePlaintext().build();
  }

  private static MethodDescriptor<byte[], byte[]> method(String name) {
    return MethodDescriptor.<byte[], byte[]>newBuilder()
        .setType(MethodType.UNARY)
        .setFullMethodName(name)
        .setRequestMarshaller(new Bytes())
        .setResponseMarshaller(new Bytes())
        .build();
  }

  /** Each client's name is a method. */
  private static final class Methods extends HandlerRegistry {
    private final Relay relay;

    Methods(Relay relay) {
      this.relay = relay;
    }

    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
      return ServerMethodDefinition.create(
          method(name), ServerCalls.asyncUnaryCall((json, to) -> answer(name, json, to)));
    }

    private void answer(String name, byte[] json, StreamObserver<byte[]> to) {
      try {
        relay.answer(name.substring(name.indexOf('/')), new ByteArrayInputStream(json));
        to.onNext(NOTHING);
        to.onCompleted();
      } catch (IOException e) {
        to.onError(e);
      }
    }
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] bytes) {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public byte[] parse(InputStream bytes) {
      try {
        return bytes.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
