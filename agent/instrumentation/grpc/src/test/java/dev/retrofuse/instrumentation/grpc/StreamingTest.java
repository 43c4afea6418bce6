package dev.retrofuse.instrumentation.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;

/** A stream in both directions; its listener is told once how it ends. */
class StreamingTest extends GrpcClientContract {
  @Override
  String call(Channel channel, CallOptions options, String text) throws Exception {
    Answer answer = new Answer();
    StreamObserver<String> messages =
        ClientCalls.asyncBidiStreamingCall(channel.newCall(EchoServer.STREAM, options), answer);
    messages.onNext(text);
    try {
      return answer.await();
    } finally {
      assertEquals(1, answer.ends());
    }
  }
}
