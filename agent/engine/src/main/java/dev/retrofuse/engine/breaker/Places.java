package dev.retrofuse.engine.breaker;

import java.util.concurrent.atomic.AtomicReferenceArray;

/** Where the keys of a {@link KeyedBreaker} are; never full. */
final class Places {
  /*
   * Keys may be without number, and most never fail. So a key is only a place among 1,024: one of
   * eight that its hash leads to, where it finds itself, or room, or a place that was not used for long. Where
   * there is none it shares that of a key in no trouble, the one that was not used for longest, and one
   * call in eight drives that key out (as in space-saving, A. Metwally et al., ICDT 2005). So a key that
   * fails has a place after a few calls, and keeps it for itself however busy the others are. None is
   * ever turned away.
   */
  private static final int INDEX_BITS = 10;
  static final int COUNT = 1 << INDEX_BITS;

  private static final int PROBES = 8;
  private static final double DRIVES_OUT = 1.0 / 8;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final KeyedBreaker all;
  private final AtomicReferenceArray<SubBreaker> places = new AtomicReferenceArray<>(COUNT);

  Places(KeyedBreaker all) {
    this.all = all;
  }

  /** Null where no key has come yet. */
  SubBreaker get(int index) {
    return places.get(index & (COUNT - 1));
  }

  /**
   * The place of a key, or null if it has none.
   *
   * @param name null where the hash says all
   */
  SubBreaker find(long hash, String name) {
    int first = first(hash);
    for (int i = 0; i < PROBES; i++) {
      SubBreaker place = get(first + i);
      if (place != null && place.isOf(hash, name)) {
        return place;
      }
    }
    return null;
  }

  /** The place of a key that {@link #find} did not know: its own, or one that it shares. */
  SubBreaker add(long hash, String name) {
    int first = first(hash);
    for (int i = 0; i < PROBES; i++) {
      SubBreaker before = get(first + i);
      if (before == null || before.isForgotten(all.now())) {
        SubBreaker added = new SubBreaker(all, hash, (first + i) & (COUNT - 1), name);
        if (replace(before, added)) {
          return added;
        }
      }
      if (get(first + i).isOf(hash, name)) {
        return get(first + i);
      }
    }
    return share(first, hash, name);
  }

  /** For a key that found no room. */
  private SubBreaker share(int first, long hash, String name) {
    SubBreaker oldest = oldestClean(first);
    if (oldest == null) {
      return get(first);
    }
    if (all.parent().random() >= DRIVES_OUT) {
      return oldest;
    }
    SubBreaker added = new SubBreaker(all, hash, oldest.index(), name);
    return replace(oldest, added) ? added : oldest;
  }

  private SubBreaker oldestClean(int first) {
    SubBreaker oldest = null;
    for (int i = 0; i < PROBES; i++) {
      SubBreaker place = get(first + i);
      if (place.isClean() && (oldest == null || place.used() - oldest.used() < 0)) {
        oldest = place;
      }
    }
    return oldest;
  }

  private boolean replace(SubBreaker before, SubBreaker added) {
    if (!places.compareAndSet(added.index(), before, added)) {
      return false;
    }
    if (before != null) {
      before.leave();
    }
    return true;
  }

  private static int first(long hash) {
    return (int) ((hash * GOLDEN) >>> (Long.SIZE - INDEX_BITS));
  }
}
