package dev.retrofuse.waist;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is found again by an object of the library's: its carrier. Carriers are held weakly and
 * compared by identity.
 */
final class RetrofuseCarriers<V> {
  private final ConcurrentHashMap<Object, V> values = new ConcurrentHashMap<Object, V>();
  private final ReferenceQueue<Object> collected = new ReferenceQueue<Object>();

  /** The value that was there before, or null. */
  V put(Object carrier, V value) {
    return values.put(new Key(carrier, collected), value);
  }

  V get(Object carrier) {
    return values.isEmpty() ? null : values.get(new Probe(carrier));
  }

  V remove(Object carrier) {
    return values.isEmpty() ? null : values.remove(new Probe(carrier));
  }

  /** Removes the value of a carrier that was collected; null when there is none. */
  V removeCollected() {
    for (Reference<?> key = collected.poll(); key != null; key = collected.poll()) {
      V value = values.remove(key);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** Removes any value; null when there is none. */
  V removeAny() {
    for (Object key : values.keySet()) {
      V value = values.remove(key);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** A carrier as the map keeps it. */
  private static final class Key extends WeakReference<Object> {
    private final int hash;

    Key(Object carrier, ReferenceQueue<Object> collected) {
      super(carrier, collected);
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
