package dev.retrofuse.engine.fallback;

import dev.retrofuse.engine.Ticker;
import dev.retrofuse.rules.LastGood;
import dev.retrofuse.waist.RetrofuseAnswer;
import dev.retrofuse.waist.RetrofuseKeeper;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The good answers that a rule keeps, of all its keys: so many bytes and so many answers at most.
 * Those that went without use for longest make room (second chance: each that was given since it
 * was last looked at goes to the end of the queue instead). Nobody waits for anybody.
 */
public final class KeptAnswers {
  static final int MOST_ANSWERS = 1_000;

  /** One answer may take this part of all bytes. */
  static final int SHARE = 4;

  private final ConcurrentHashMap<String, Slot> slots = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Slot> order = new ConcurrentLinkedQueue<>();
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final Ticker ticker;
  private volatile LastGood figures;

  /**
   * @param figures null: keeps nothing
   */
  public KeptAnswers(LastGood figures, Ticker ticker) {
    this.figures = figures;
    this.ticker = ticker;
  }

  /** Other figures: what is too much for them goes at once. */
  public void configure(LastGood other) {
    figures = other;
    shrink();
  }

  private void shrink() {
    LastGood most = figures;
    long allowed = most == null ? -1 : most.maxBytes();
    // Each is spared once; then the next one goes whatever was asked of it.
    for (long spares = count.get(); bytes.get() > allowed || count.get() > MOST_ANSWERS; ) {
      Slot slot = order.poll();
      if (slot == null) {
        return;
      }
      if (slot.asked && allowed >= 0 && spares-- > 0) {
        slot.asked = false;
        order.add(slot);
      } else {
        slots.remove(slot.request, slot);
        add(slot.getAndSet(null), -1);
      }
    }
  }

  private void add(KeptAnswer answer, int sign) {
    count.addAndGet(sign);
    bytes.addAndGet(sign * answer.size());
    answer.of.count.addAndGet(sign);
    answer.of.bytes.addAndGet(sign * answer.size());
  }

  private void keep(String request, KeptAnswer answer) {
    Slot slot = slots.get(request);
    if (slot != null && replace(slot, answer)) {
      shrink();
      return;
    }
    Slot added = new Slot(request, answer);
    if (slots.putIfAbsent(request, added) == null) { // else another is kept just now, as good
      add(answer, 1);
      shrink(); // before it waits in line, for it was asked for least of all
      order.add(added);
      shrink(); // where it was alone, or the figures are others now
    }
  }

  private boolean replace(Slot slot, KeptAnswer answer) {
    KeptAnswer before = slot.get();
    boolean replaced = before != null && slot.compareAndSet(before, answer);
    if (replaced) {
      add(before, -1);
      add(answer, 1);
    }
    return replaced;
  }

  /** Those of one key. */
  public final class OfKey extends RetrofuseKeeper {
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    @Override
    public int most() {
      LastGood most = figures;
      return most == null ? 0 : most.maxBytes() / SHARE;
    }

    @Override
    public void keep(String request, String[] headers, byte[] body, long age) {
      KeptAnswer answer = new KeptAnswer(this, request, headers, body, age, ticker.nanos());
      if (answer.size() <= most()) {
        KeptAnswers.this.keep(request, answer);
      }
    }

    @Override
    public RetrofuseAnswer find(String request) {
      LastGood most = figures;
      Slot slot = most == null ? null : slots.get(request);
      KeptAnswer answer = slot == null ? null : slot.get();
      if (answer == null || answer.ageNanos(ticker.nanos()) > most.maxAgeNanos()) {
        return null;
      }
      slot.asked = true;
      return answer.given(ticker.nanos());
    }

    /** How many answers it keeps. */
    public long count() {
      return count.get();
    }

    /** What they take, in bytes. */
    public long bytes() {
      return bytes.get();
    }
  }

  /** The answer to one request; null once it has been taken out. */
  private static final class Slot extends AtomicReference<KeptAnswer> {
    private static final long serialVersionUID = 1L;

    private final String request;
    private volatile boolean asked;

    Slot(String request, KeptAnswer answer) {
      super(answer);
      this.request = request;
    }
  }
}
