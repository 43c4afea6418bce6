package dev.retrofuse.waist;

import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.RandomAccess;
import java.util.Spliterator;

/**
 * A list of messages that a library gives out read-only, iterated over as the library iterates, so
 * that each message brings its context along. Whoever takes elements by their index, or several
 * threads at a time, gets them without.
 */
public final class RetrofuseRecords extends AbstractList<Object> implements RandomAccess {
  private final List<Object> list;
  private final Iterable<Object> iterated;

  /**
   * @param list of the library
   * @param iterated an object of the library's with the same elements, whose iterators are woven
   */
  @SuppressWarnings("unchecked")
  public RetrofuseRecords(List<?> list, Iterable<?> iterated) {
    this.list = (List<Object>) list;
    this.iterated = (Iterable<Object>) iterated;
  }

  @Override
  public Object get(int index) {
    return list.get(index);
  }

  @Override
  public int size() {
    return list.size();
  }

  @Override
  public Iterator<Object> iterator() {
    return iterated.iterator();
  }

  @Override
  public Spliterator<Object> spliterator() {
    return new RetrofuseSplit(this, list);
  }

  @Override
  public Object[] toArray() {
    return list.toArray();
  }

  @Override
  public <T> T[] toArray(T[] array) {
    return list.toArray(array);
  }

  @Override
  public boolean equals(Object other) {
    return other == this || list.equals(other);
  }

  @Override
  public int hashCode() {
    return list.hashCode();
  }

  @Override
  public String toString() {
    return list.toString();
  }
}
