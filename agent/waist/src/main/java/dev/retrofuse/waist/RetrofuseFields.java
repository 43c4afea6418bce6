package dev.retrofuse.waist;

import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/** The application's fields as they are, and those of a trace context behind them. */
final class RetrofuseFields extends AbstractMap<Object, Object> {
  private final Map<?, ?> own;
  private final RetrofuseContext context;
  private final boolean bytes;

  /**
   * @param bytes whether names and values are bytes and not texts
   */
  RetrofuseFields(Map<?, ?> own, RetrofuseContext context, boolean bytes) {
    this.own = own;
    this.context = context;
    this.bytes = bytes;
  }

  private Map.Entry<Object, Object> entry(int index) {
    return new SimpleImmutableEntry<Object, Object>(
        encoded(context.name(index)), encoded(context.value(index)));
  }

  private Object encoded(String text) {
    return bytes ? text.getBytes(StandardCharsets.UTF_8) : text;
  }

  @Override
  public Set<Map.Entry<Object, Object>> entrySet() {
    return new AbstractSet<Map.Entry<Object, Object>>() {
      @Override
      public int size() {
        return own.size() + context.size();
      }

      @Override
      public Iterator<Map.Entry<Object, Object>> iterator() {
        return new Entries();
      }
    };
  }

  private final class Entries implements Iterator<Map.Entry<Object, Object>> {
    private final Iterator<? extends Map.Entry<?, ?>> first = own.entrySet().iterator();
    private int next;

    @Override
    public boolean hasNext() {
      return first.hasNext() || next < context.size();
    }

    @Override
    @SuppressWarnings("unchecked")
    public Map.Entry<Object, Object> next() {
      if (first.hasNext()) {
        return (Map.Entry<Object, Object>) first.next();
      }
      if (next == context.size()) {
        throw new NoSuchElementException();
      }
      return entry(next++);
    }
  }
}
