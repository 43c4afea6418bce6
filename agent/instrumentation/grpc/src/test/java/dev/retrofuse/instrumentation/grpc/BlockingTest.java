package dev.retrofuse.instrumentation.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.stub.ClientCalls;

class BlockingTest extends GrpcClientContract {
  @Override
  String call(Channel channel, CallOptions options, String text) {
    return ClientCalls.blockingUnaryCall(channel, EchoServer.UNARY, options, text);
  }
}
