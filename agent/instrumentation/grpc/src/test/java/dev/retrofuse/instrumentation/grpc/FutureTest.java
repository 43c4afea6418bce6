package dev.retrofuse.instrumentation.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.stub.ClientCalls;
import java.util.concurrent.ExecutionException;

class FutureTest extends GrpcClientContract {
  @Override
  String call(Channel channel, CallOptions options, String text) throws Exception {
    try {
      return ClientCalls.futureUnaryCall(channel.newCall(EchoServer.UNARY, options), text).get();
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }
}
