package dev.retrofuse.peers;

import dev.retrofuse.rules.Breaker;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Policies that scenarios ask for and the engine does not have yet; where one comes in, its method
 * returns it, and the scenarios are played against it.
 */
public final class NotYet {
  private NotYet() {}

  /** A breaker that takes calls under way for slow as soon as they are. */
  public static Optional<AnyBreaker> hangDetection(Breaker.Builder settings, LongSupplier nanos) {
    return Optional.empty();
  }

  /** A breaker that opens only when the counts leave no doubt, however few calls there are. */
  public static Optional<AnyBreaker> statisticalTrip(Breaker.Builder settings, LongSupplier nanos) {
    return Optional.empty();
  }

  /** A breaker that opens for some keys of its calls and not for others. */
  public static Optional<KeyedBreaker> subBreakers(Breaker.Builder settings, LongSupplier nanos) {
    return Optional.empty();
  }

  /** So many calls a second, and as many at once. */
  public static Optional<AnyLimit> rateLimit(double perSecond, LongSupplier nanos) {
    return Optional.empty();
  }

  /** A limit of calls under way that finds its figure by itself, from {@code initial} on. */
  public static Optional<AnyLimit> adaptiveLimit(int initial, LongSupplier nanos) {
    return Optional.empty();
  }

  /** A breaker that is told what a call is for. */
  public interface KeyedBreaker {
    /** A permit, negative when the call is refused. */
    long acquire(String key);

    void end(long permit, String key, boolean failed);
  }

  /** A limit of any kind. */
  public interface AnyLimit {
    /** A permit, negative when the call is refused. */
    long acquire();

    /** A call ended, or was dropped because the other side has too much to do. */
    void end(long permit, boolean dropped);

    /** So many calls may be under way. */
    int limit();
  }
}
