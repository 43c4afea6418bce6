package dev.retrofuse.instrumentation.grpc;

import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** What an asynchronous call is answered with. */
final class Answer implements StreamObserver<String> {
  private final CompletableFuture<String> end = new CompletableFuture<>();
  private final AtomicInteger ends = new AtomicInteger();
  private volatile String first;

  @Override
  public void onNext(String text) {
    first = text;
  }

  @Override
  public void onError(Throwable thrown) {
    ends.incrementAndGet();
    end.completeExceptionally(thrown);
  }

  @Override
  public void onCompleted() {
    ends.incrementAndGet();
    end.complete(first);
  }

  int ends() {
    return ends.get();
  }

  String await() throws Exception {
    try {
      return end.get();
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }
}
