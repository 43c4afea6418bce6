package dev.retrofuse.waist;

import java.util.Collection;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.function.Consumer;

/** Goes through a list by its iterator, until somebody splits it before. */
final class RetrofuseSplit implements Spliterator<Object> {
  private final Collection<Object> list;
  private final Iterable<Object> plain;
  private Iterator<Object> iterator;
  private Spliterator<Object> shared;
  private int taken;

  /**
   * @param plain the same elements, for several threads
   */
  RetrofuseSplit(Collection<Object> list, Iterable<Object> plain) {
    this.list = list;
    this.plain = plain;
  }

  @Override
  public boolean tryAdvance(Consumer<? super Object> action) {
    if (shared != null) {
      return shared.tryAdvance(action);
    }
    iterator = iterator == null ? list.iterator() : iterator;
    if (!iterator.hasNext()) {
      return false;
    }
    taken++;
    action.accept(iterator.next());
    return true;
  }

  @Override
  public Spliterator<Object> trySplit() {
    if (iterator != null) {
      return null;
    }
    shared = shared == null ? plain.spliterator() : shared;
    return shared.trySplit();
  }

  @Override
  public long estimateSize() {
    return shared == null ? list.size() - taken : shared.estimateSize();
  }

  @Override
  public int characteristics() {
    return ORDERED | SIZED | SUBSIZED;
  }
}
