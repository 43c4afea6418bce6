package dev.retrofuse.waist;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls under way that are found again by the library's own object which will end them: its
 * carrier. One carrier may end many calls. Carriers are held weakly and compared by identity; calls
 * whose carrier was collected are given up, so that their permits come back.
 */
public final class RetrofuseExchanges {
  private static final ConcurrentHashMap<Object, RetrofuseExchange> OPEN =
      new ConcurrentHashMap<Object, RetrofuseExchange>();
  private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<Object>();

  private RetrofuseExchanges() {}

  /** Enters a guard for a call that ends elsewhere; null for null. */
  public static RetrofuseExchange begin(RetrofuseGuard guard) {
    if (guard == null) {
      return null;
    }
    // First, because permits that come back here may be the ones that this call needs.
    for (Reference<?> key = COLLECTED.poll(); key != null; key = COLLECTED.poll()) {
      cancelEach(OPEN.remove(key));
    }
    return new RetrofuseExchange(guard, guard.enter());
  }

  /** From now on the carrier can end the call. */
  public static void put(Object carrier, RetrofuseExchange exchange) {
    exchange.next = OPEN.put(new Key(carrier), exchange);
    if (RetrofuseAgent.current == null) {
      cancel(carrier); // the agent has gone meanwhile: nothing may keep it here
    }
  }

  /** Ends every call that the carrier has, once. */
  public static void end(Object carrier, int status, Throwable thrown) {
    if (OPEN.isEmpty()) {
      return;
    }
    RetrofuseExchange each = OPEN.remove(new Probe(carrier));
    for (; each != null; each = each.next) {
      each.end(status, thrown);
    }
  }

  /** The call of a carrier, or null. */
  public static RetrofuseExchange find(Object carrier) {
    return OPEN.isEmpty() ? null : OPEN.get(new Probe(carrier));
  }

  /** Gives up every call that the carrier has. */
  public static void cancel(Object carrier) {
    if (!OPEN.isEmpty()) {
      cancelEach(OPEN.remove(new Probe(carrier)));
    }
  }

  /** Gives up every call: at detach, so that nothing here holds the agent. */
  public static void cancelAll() {
    for (Object key : OPEN.keySet()) {
      cancelEach(OPEN.remove(key));
    }
  }

  private static void cancelEach(RetrofuseExchange first) {
    for (RetrofuseExchange each = first; each != null; each = each.next) {
      each.cancel();
    }
  }

  /** A carrier as the map keeps it. */
  private static final class Key extends WeakReference<Object> {
    private final int hash;

    Key(Object carrier) {
      super(carrier, COLLECTED);
      hash = System.identityHashCode(carrier);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      if (this == other) {
        return true;
      }
      Object carrier = get();
      return carrier != null && other instanceof Key && ((Key) other).get() == carrier;
    }
  }

  /** A carrier as one asks for it: without a reference that the collector must look at. */
  private static final class Probe {
    private final Object carrier;

    Probe(Object carrier) {
      this.carrier = carrier;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(carrier);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key && ((Key) other).get() == carrier;
    }
  }
}
