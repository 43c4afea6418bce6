package dev.retrofuse.instrumentation.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NegotiationType;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;

/**
 * A server on 127.0.0.1 that answers a text with itself, {@code status NAME} with that status,
 * {@code hang} when it is released, throws at {@code throw}, and in streams {@code end} when the
 * client has said all.
 */
final class EchoServer implements AutoCloseable {
  static final MethodDescriptor<String, String> UNARY = method("Say", MethodType.UNARY);
  static final MethodDescriptor<String, String> STREAM = method("Talk", MethodType.BIDI_STREAMING);

  private final Server server;
  private final List<Metadata> received = new CopyOnWriteArrayList<>();
  private final List<StreamObserver<String>> hanging = new CopyOnWriteArrayList<>();

  /**
   * @param executor of the callbacks
   * @param interceptor of all calls, the application's
   */
  EchoServer(ExecutorService executor, ServerInterceptor interceptor) throws IOException {
    ServerServiceDefinition service =
        ServerServiceDefinition.builder("test.Echo")
            .addMethod(UNARY, ServerCalls.asyncUnaryCall(this::answer))
            .addMethod(STREAM, ServerCalls.asyncBidiStreamingCall(Answers::new))
            .build();
    // By their supertypes, as the builders' own methods differ between versions.
    ServerBuilder<?> builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    builder.executor(executor);
    builder.addService(ServerInterceptors.intercept(service, new Recorder(), interceptor));
    server = builder.build().start();
  }

  private static MethodDescriptor<String, String> method(String name, MethodType type) {
    return MethodDescriptor.<String, String>newBuilder()
        .setType(type)
        .setFullMethodName("test.Echo/" + name)
        .setRequestMarshaller(new Text())
        .setResponseMarshaller(new Text())
        .build();
  }

  int port() {
    return server.getPort();
  }

  ManagedChannel channel() {
    return channel(port());
  }

  static ManagedChannel channel(int port) {
    ManagedChannelBuilder<?> builder =
        NettyChannelBuilder.forAddress("127.0.0.1", port)
            .negotiationType(NegotiationType.PLAINTEXT);
    return builder.build();
  }

  /** The headers of each call that has arrived. */
  List<Metadata> received() {
    return received;
  }

  int hanging() {
    return hanging.size();
  }

  void release() {
    for (StreamObserver<String> each : hanging) {
      each.onNext("hang");
      each.onCompleted();
    }
    hanging.clear();
  }

  private void answer(String text, StreamObserver<String> answers) {
    if (text.equals("hang")) {
      hanging.add(answers);
    } else if (text.equals("throw")) {
      throw new IllegalStateException("the application's own failure");
    } else if (text.startsWith("status ")) {
      Status.Code code = Status.Code.valueOf(text.substring(7));
      answers.onError(Status.fromCode(code).withDescription("as asked").asRuntimeException());
    } else {
      answers.onNext(text);
      answers.onCompleted();
    }
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  /** Answers the first message of a stream. */
  private final class Answers implements StreamObserver<String> {
    private final StreamObserver<String> answers;
    private boolean waits;

    Answers(StreamObserver<String> answers) {
      this.answers = answers;
    }

    @Override
    public void onNext(String text) {
      waits = text.equals("end");
      if (!waits) {
        answer(text, answers);
      }
    }

    @Override
    public void onError(Throwable gone) {}

    @Override
    public void onCompleted() {
      if (waits) {
        answer("end", answers);
      }
    }
  }

  private final class Recorder implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      received.add(headers);
      return next.startCall(call, headers);
    }
  }

  private static final class Text implements MethodDescriptor.Marshaller<String> {
    @Override
    public InputStream stream(String text) {
      return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    @Override
    public String parse(InputStream text) {
      try {
        return new String(text.readAllBytes(), UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
