package dev.retrofuse.engine.jdbc;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What is known of objects that belong to others: keys are compared by identity and held weakly.
 * Bounded; of too many keys the longest-known are forgotten. Thread-safe and lock-free; {@link
 * #get} allocates nothing.
 *
 * @param <V> immutable; must not refer to the key
 */
public final class WeakIdentityMap<V> {
  /*
   * Each bucket is a list that grows at its head only, by compare-and-set. Whoever adds to a bucket also
   * unlinks the entries whose key is gone, and cuts the list off after so many. Unlinking takes no lock: two
   * threads that unlink neighbours may leave one of the dead in the list, for the next who comes; a living
   * entry cannot get lost, because nothing is ever linked in behind the head. No reference queue is
   * needed: what is not yet unlinked is bounded too.
   */
  private static final int LONGEST_BUCKET = 8;

  private final AtomicReferenceArray<Entry<V>> buckets;

  /**
   * A map for 8 times as many keys as it has buckets.
   *
   * @param buckets a power of two
   */
  public WeakIdentityMap(int buckets) {
    this.buckets = new AtomicReferenceArray<>(buckets);
  }

  /** The value of that key, or null. */
  public V get(Object key) {
    int hash = System.identityHashCode(key);
    Entry<V> entry = find(buckets.get(bucket(hash)), key, hash);
    return entry == null ? null : entry.value;
  }

  /** Sets the value of that key. */
  public void put(Object key, V value) {
    int hash = System.identityHashCode(key);
    int bucket = bucket(hash);
    for (; ; ) {
      Entry<V> head = buckets.get(bucket);
      Entry<V> known = find(head, key, hash);
      if (known != null) {
        known.value = value;
        return;
      }
      if (buckets.compareAndSet(bucket, head, new Entry<>(key, hash, value, head))) {
        tidy(buckets.get(bucket));
        return;
      }
    }
  }

  private int bucket(int hash) {
    return (hash ^ (hash >>> 16)) & (buckets.length() - 1);
  }

  private static <V> Entry<V> find(Entry<V> head, Object key, int hash) {
    for (Entry<V> entry = head; entry != null; entry = entry.next) {
      if (entry.hash == hash && entry.get() == key) {
        return entry;
      }
    }
    return null;
  }

  private static <V> void tidy(Entry<V> head) {
    Entry<V> last = head;
    for (int length = 1; last != null && length < LONGEST_BUCKET; length++) {
      last.next = firstAlive(last.next);
      last = last.next;
    }
    if (last != null) {
      last.next = null;
    }
  }

  private static <V> Entry<V> firstAlive(Entry<V> from) {
    Entry<V> entry = from;
    while (entry != null && entry.get() == null) {
      entry = entry.next;
    }
    return entry;
  }

  /** Forgets all. */
  public void clear() {
    for (int bucket = 0; bucket < buckets.length(); bucket++) {
      buckets.set(bucket, null);
    }
  }

  /** How many entries there are, those of keys that are gone but not yet unlinked included. */
  int size() {
    int size = 0;
    for (int bucket = 0; bucket < buckets.length(); bucket++) {
      for (Entry<V> entry = buckets.get(bucket); entry != null; entry = entry.next) {
        size++;
      }
    }
    return size;
  }

  private static final class Entry<V> extends WeakReference<Object> {
    private final int hash;
    private volatile V value;
    private volatile Entry<V> next;

    Entry(Object key, int hash, V value, Entry<V> next) {
      super(key);
      this.hash = hash;
      this.value = value;
      this.next = next;
    }
  }
}
