package dev.retrofuse.waist;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What tasks took along that are waiting to run. A task is known by its identity and held weakly;
 * one that waits several times has as many entries, which its runs use up in order. Bounded: where
 * too many wait, some run with nothing. Lock-free, because virtual threads come here too.
 */
final class RetrofusePending {
  private static final int BUCKETS = 4096;
  private static final int DEPTH = 8;
  private static final int TYPES = 1024;

  // Of which classes tasks have ever waited here, by hash: to hash an object for the first time
  // costs most of a look-up.
  private static final boolean[] WAITED = new boolean[TYPES];

  // Lists that are never changed, the newest entry first; made with the first entry.
  private static final AtomicReference<AtomicReferenceArray<Entry>> TABLE =
      new AtomicReference<AtomicReferenceArray<Entry>>();

  private RetrofusePending() {}

  static void put(Object task, RetrofuseCarried carried) {
    AtomicReferenceArray<Entry> buckets = table();
    int type = type(task);
    if (!WAITED[type]) {
      WAITED[type] = true;
    }
    int bucket = bucket(task);
    Entry entry = new Entry(task, carried);
    Entry head;
    do {
      head = buckets.get(bucket);
      entry.next = head == null ? null : live(head, DEPTH - 1);
    } while (!buckets.compareAndSet(bucket, head, entry));
  }

  /** Takes out the oldest of this task, which may be null; or null. */
  static RetrofuseCarried take(Object task) {
    AtomicReferenceArray<Entry> buckets = TABLE.get();
    if (buckets == null || task == null || !WAITED[type(task)]) {
      return null;
    }
    int bucket = bucket(task);
    while (true) {
      Entry head = buckets.get(bucket);
      Entry oldest = oldest(head, task);
      if (oldest == null) {
        return null;
      }
      if (buckets.compareAndSet(bucket, head, without(head, oldest))) {
        return oldest.carried;
      }
    }
  }

  static void clear() {
    TABLE.set(null);
  }

  /** How many there are, those of tasks that are gone among them. */
  static int size() {
    AtomicReferenceArray<Entry> buckets = TABLE.get();
    int size = 0;
    for (int i = 0; buckets != null && i < BUCKETS; i++) {
      for (Entry each = buckets.get(i); each != null; each = each.next) {
        size++;
      }
    }
    return size;
  }

  private static AtomicReferenceArray<Entry> table() {
    AtomicReferenceArray<Entry> buckets = TABLE.get();
    if (buckets != null) {
      return buckets;
    }
    AtomicReferenceArray<Entry> made = new AtomicReferenceArray<Entry>(BUCKETS);
    if (TABLE.compareAndSet(null, made)) {
      return made;
    }
    AtomicReferenceArray<Entry> others = TABLE.get();
    return others == null ? made : others; // null: forgotten meanwhile
  }

  private static int type(Object task) {
    return task.getClass().hashCode() & (TYPES - 1);
  }

  private static int bucket(Object task) {
    int hash = System.identityHashCode(task);
    return (hash ^ (hash >>> 12)) & (BUCKETS - 1);
  }

  private static Entry oldest(Entry head, Object task) {
    Entry oldest = null;
    for (Entry each = head; each != null; each = each.next) {
      if (each.get() == task) {
        oldest = each;
      }
    }
    return oldest;
  }

  private static Entry without(Entry head, Entry removed) {
    return head == removed ? head.next : new Entry(head, without(head.next, removed));
  }

  /** The newest of a list whose tasks are still there and whose requests are not long over. */
  private static Entry live(Entry head, int most) {
    if (isLive(head, most)) {
      return head;
    }
    Entry next = head.next == null || most == 0 ? null : live(head.next, most - 1);
    return most == 0 || head.isDead() ? next : new Entry(head, next);
  }

  private static boolean isLive(Entry head, int most) {
    int count = 0;
    for (Entry each = head; each != null; each = each.next) {
      if (++count > most || each.isDead()) {
        return false;
      }
    }
    return true;
  }

  private static final class Entry extends WeakReference<Object> {
    final RetrofuseCarried carried;
    Entry next;

    Entry(Object task, RetrofuseCarried carried) {
      super(task);
      this.carried = carried;
    }

    Entry(Entry same, Entry next) {
      super(same.get());
      this.carried = same.carried;
      this.next = next;
    }

    boolean isDead() {
      return get() == null || carried.isOutlived();
    }
  }
}
