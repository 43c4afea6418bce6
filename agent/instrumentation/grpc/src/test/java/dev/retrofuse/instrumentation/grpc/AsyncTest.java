package dev.retrofuse.instrumentation.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.stub.ClientCalls;

class AsyncTest extends GrpcClientContract {
  @Override
  String call(Channel channel, CallOptions options, String text) throws Exception {
    Answer answer = new Answer();
    ClientCalls.asyncUnaryCall(channel.newCall(EchoServer.UNARY, options), text, answer);
    return answer.await();
  }
}
