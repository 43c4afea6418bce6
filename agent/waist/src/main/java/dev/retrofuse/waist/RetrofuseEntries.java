package dev.retrofuse.waist;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.function.Consumer;

/**
 * Entries of Redis streams that one read brought. A thread works for the one that its iteration
 * gave out last, until the iteration ends or the thread reads again. All else is that of the {@code
 * ArrayList} in whose place it stands, and it is serialized and cloned as such; whoever takes
 * entries by their index, or on several threads at a time, gets them without.
 */
final class RetrofuseEntries extends ArrayList<Object> {
  private static final long serialVersionUID = 1;

  private final transient RetrofuseEntry kind;
  private final transient Object stream;

  /**
   * @param stream the name of their stream, as text or bytes; null where each entry tells it
   */
  RetrofuseEntries(Collection<?> entries, RetrofuseEntry kind, Object stream) {
    super(entries);
    this.kind = kind;
    this.stream = stream;
  }

  @Override
  public Iterator<Object> iterator() {
    return new Iteration(super.iterator());
  }

  @Override
  public void forEach(Consumer<? super Object> action) {
    for (Object each : this) {
      action.accept(each);
    }
  }

  @Override
  public Spliterator<Object> spliterator() {
    return new RetrofuseSplit(this, subList(0, size())); // which iterates as any ArrayList
  }

  @Override
  @SuppressWarnings("NonApiType") // it is what is cloned
  public Object clone() {
    return new ArrayList<Object>(this);
  }

  /** Where it is read there may be no agent. */
  private Object writeReplace() {
    return clone();
  }

  /** Never a fault of the application's. */
  private void begin(Iteration iteration, Object entry) {
    try {
      RetrofuseReads.next(iteration, kind, stream, entry);
    } catch (Throwable fault) {
      RetrofuseAgent.fault(fault, "streams");
    }
  }

  private final class Iteration implements Iterator<Object> {
    private final Iterator<Object> own;

    Iteration(Iterator<Object> own) {
      this.own = own;
    }

    @Override
    public boolean hasNext() {
      boolean more = own.hasNext();
      if (!more) {
        RetrofuseMessages.end(this);
      }
      return more;
    }

    @Override
    public Object next() {
      Object entry = own.next();
      begin(this, entry);
      return entry;
    }

    @Override
    public void remove() {
      own.remove();
    }
  }
}
