package dev.retrofuse.waist;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * What the application holds instead of the JDK's own future of a call that may be made again. Ends
 * with the last try; giving it up gives up the try that is under way, and there is no other.
 */
public final class RetrofuseSends extends CompletableFuture<Object>
    implements BiConsumer<Object, Throwable> {
  // Null once it has ended: the application may keep the future longer than the agent stays.
  private volatile RetrofuseSender sender;

  @SuppressWarnings("FutureReturnValueIgnored") // accept never throws
  RetrofuseSends(RetrofuseSender sender) {
    this.sender = sender;
    whenComplete(this);
  }

  /** However it ended, be it by the application itself, so has the call. */
  @Override
  public void accept(Object result, Throwable thrown) {
    RetrofuseSender last = sender;
    sender = null;
    if (last != null) {
      last.ended(result, thrown);
    }
  }

  @Override
  public boolean cancel(boolean interrupt) {
    RetrofuseSender last = sender;
    boolean cancelled = super.cancel(interrupt);
    if (cancelled && last != null) {
      last.cancel(interrupt);
    }
    return cancelled;
  }

  /** Of Java 9 and later: what depends on this future. */
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new Dependent<U>(this);
  }

  // The JDK's own futures pass on that somebody gives them up since 16, and so do these.
  private static final class Dependent<U> extends CompletableFuture<U> {
    private final CompletableFuture<Object> source;

    Dependent(CompletableFuture<Object> source) {
      this.source = source;
    }

    @Override
    public boolean cancel(boolean interrupt) {
      boolean first = !isDone() && source.cancel(interrupt);
      return super.cancel(interrupt) || first;
    }

    @SuppressWarnings({"UnusedMethod", "EffectivelyPrivate"}) // overrides since 9
    public <V> CompletableFuture<V> newIncompleteFuture() {
      return new Dependent<V>(source);
    }
  }
}
