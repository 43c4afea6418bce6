package dev.retrofuse.engine.breaker;

import dev.retrofuse.rules.Breaker;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * One breaker for calls of many keys, of which some may fail while others work: a shard, a tenant,
 * one kind of statement. A key that fails gets a breaker of its own; all calls are refused only
 * when most keys are in a bad way.
 */
public final class KeyedBreaker {
  /*
   * A key is only a place, see Places. A place has no breaker until it is suspicious: a cumulative sum
   * (E. S. Page, Biometrika 41, 1954) goes up by one with each bad outcome and down with each good one, so
   * that it drifts down where fewer fail than half the threshold says, and three are reached soon where more
   * do. Noise therefore gets no breakers. There are as many as the rule says; when all are given, one is
   * taken back from a place whose sum is at nothing again, or that has seen nothing bad lately, or no call at all
   * for long. Where there is none the place shares the breaker of all the others, until its own sum is at
   * nothing: those that are well would hide those that are not.
   *
   * A place most of whose calls do not end gives no outcomes, so it counts those under way too, see Cohorts.
   *
   * The parent sees no calls as long as it is closed. It opens when enough places are in use and four
   * fifths of them are open, or when nearly no call of places without a breaker ends any more; then
   * it goes its own way, trial calls included, and the places keep their states.
   */
  public static final int PLACES = Places.COUNT;

  private static final double MOST = 0.8;
  private static final int FEWEST_ACTIVE = 5;

  private final CircuitBreaker parent;
  private final LongSupplier clock;
  private final SubTransitions listener;
  private final Places places = new Places(this);
  private final AtomicInteger own = new AtomicInteger();
  private final AtomicInteger generations = new AtomicInteger();
  private final AtomicReference<CircuitBreaker> ofOthers = new AtomicReference<>();
  private volatile InFlight inFlight;
  private volatile Breaker settings;

  /**
   * @param parent that all keys have in common; closed
   */
  public KeyedBreaker(
      CircuitBreaker parent, Breaker settings, LongSupplier clock, SubTransitions listener) {
    this.parent = parent;
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
    inFlight = Evidence.inFlight(settings, clock.getAsLong());
  }

  /** The place of a key, or null if it has none. */
  public SubBreaker find(String name) {
    return places.find(name.hashCode(), name);
  }

  /**
   * The same for a key whose name is not at hand.
   *
   * @param hash which two keys have in common by a chance of 1 in 2^64 only
   */
  public SubBreaker find(long hash) {
    return places.find(hash, null);
  }

  /** The place of a key that {@link #find} did not know: its own, or one that it shares. */
  public SubBreaker add(String name) {
    return places.add(name.hashCode(), name);
  }

  /** The same for a key that is found by its hash. */
  public SubBreaker add(long hash, String name) {
    return places.add(hash, name);
  }

  /** What a good outcome takes off the sum to which a bad one adds one. */
  double credit() {
    double tolerated = Math.min(settings.failureRate(), settings.slowCallRate()) / 2;
    return tolerated / (1 - tolerated);
  }

  CircuitBreaker parent() {
    return parent;
  }

  long now() {
    return clock.getAsLong();
  }

  /** The permit of a call of a place without a breaker. */
  long begin(long now, double share) {
    InFlight followed = inFlight;
    long permit = Permit.begun(now);
    if (followed == null) {
      return permit;
    }
    if (followed.isToBeJudged(now) && followed.hangs(now, settings.minimumCalls())) {
      parent.open("nearly no call ends within " + Texts.duration(followed.slowNanos()));
      return ofParent(now, share);
    }
    return followed.begin(now) ? permit | Permit.FOLLOWED : permit;
  }

  /** A permit that the parent gives, or refuses. */
  long ofParent(long now, double share) {
    return parent.acquire(now, share) | Permit.OF_PARENT;
  }

  /** After which calls that are followed are overdue; 0 where they count only when they end. */
  long overdueNanos() {
    InFlight followed = inFlight;
    return followed == null ? 0 : followed.slowNanos();
  }

  Breaker settings() {
    return settings;
  }

  /** The end of a call that {@link #begin} gave a permit; the permit without what it held here. */
  long end(long permit, long now) {
    InFlight followed = inFlight;
    if ((permit & Permit.FOLLOWED) != 0 && followed != null) {
      followed.end(now - Permit.elapsed(permit, now));
    }
    return permit & ~Permit.FOLLOWED;
  }

  /** A breaker for a place that has failed: its own, or that of all others. */
  CircuitBreaker give(SubBreaker place) {
    if (!takeOne()) {
      return others();
    }
    return breaker(place.name());
  }

  /** Whether no other key has taken over the place, whose last calls still end. */
  boolean holds(SubBreaker place) {
    return places.get(place.index()) == place;
  }

  /** Whether that is the breaker of all the others. */
  boolean isShared(CircuitBreaker breaker) {
    return breaker != null && breaker == ofOthers.get();
  }

  private boolean takeOne() {
    for (; ; ) {
      int given = own.get();
      if (given >= settings.mostKeys()) {
        return takeBack();
      }
      if (own.compareAndSet(given, given + 1)) {
        return true;
      }
    }
  }

  /** One that {@link #give} gave is no longer used, or never was. */
  void giveBack(CircuitBreaker given) {
    if (!isShared(given)) {
      own.decrementAndGet();
    }
  }

  /** Takes a breaker away from a place that is well, or that no call comes to any more. */
  private boolean takeBack() {
    for (int i = 0; i < PLACES; i++) {
      SubBreaker place = places.get(i);
      if (place != null && place.yields()) {
        return true;
      }
    }
    return false;
  }

  private CircuitBreaker others() {
    if (ofOthers.get() == null) {
      ofOthers.compareAndSet(null, breaker("(other)"));
    }
    return ofOthers.get();
  }

  private CircuitBreaker breaker(final String name) {
    TransitionListener told =
        new TransitionListener() {
          @Override
          public void changed(Transition transition) {
            listener.changed(name, transition);
            if (transition.to() == CircuitState.OPEN) {
              judge();
            }
          }
        };
    int generation = 1_000 + (generations.getAndAdd(1_000) & 0x7FFF);
    return new CircuitBreaker(settings, clock, null, told, parent.chance(), generation);
  }

  /** Opens the parent when nearly all places that are in use are open. */
  private void judge() {
    long now = now();
    int active = 0;
    int open = 0;
    for (int i = 0; i < PLACES; i++) {
      SubBreaker place = places.get(i);
      if (place != null && now - place.used() <= span()) {
        active++;
        open += place.isOpen() ? 1 : 0;
      }
    }
    if (active >= FEWEST_ACTIVE && open >= MOST * active) {
      parent.open(Texts.share(open, active, "keys in use") + " are open");
    }
  }

  /** After which what was is over. */
  long span() {
    return settings.window().isTime() ? settings.window().nanos() : Evidence.SHORTEST_SPAN;
  }

  /** Goes on under other settings, see {@link CircuitBreaker#configure}. */
  public void configure(final Breaker other) {
    inFlight = Evidence.inFlight(other, inFlight, clock);
    settings = other;
    each(
        new Visitor() {
          @Override
          public void visit(String key, CircuitBreaker breaker) {
            breaker.configure(other);
          }
        });
  }

  /** Of every place that has a breaker. */
  public void each(Visitor visitor) {
    for (int i = 0; i < PLACES; i++) {
      SubBreaker place = places.get(i);
      CircuitBreaker breaker = place == null ? null : place.own();
      if (breaker != null && !isShared(breaker)) {
        visitor.visit(place.name(), breaker);
      }
    }
    CircuitBreaker others = ofOthers.get();
    if (others != null) {
      visitor.visit("(other)", others);
    }
  }

  /** Looks at breakers of keys. */
  public interface Visitor {
    void visit(String key, CircuitBreaker breaker);
  }

  /** Is told of the changes of breakers of keys, as {@link TransitionListener} is. */
  public interface SubTransitions {
    void changed(String key, Transition transition);
  }
}
