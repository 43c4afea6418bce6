package dev.retrofuse.engine;

import dev.retrofuse.engine.breaker.CircuitBreaker;
import dev.retrofuse.engine.breaker.KeyedBreaker;
import dev.retrofuse.engine.breaker.SubBreaker;
import dev.retrofuse.rules.Kind;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The guards of one key of a rule whose breaker tells calls apart: one for each place. */
final class SubGuards {
  private final KeyState state;
  private final RuleGuards rule;
  private final AtomicReferenceArray<CallGuard> guards =
      new AtomicReferenceArray<>(KeyedBreaker.PLACES);

  SubGuards(KeyState state, RuleGuards rule) {
    this.state = state;
    this.rule = rule;
  }

  /** Of calls that their text tells apart. */
  CallGuard guard(String name) {
    SubBreaker place = state.keyed().find(name);
    return guard(place != null ? place : state.keyed().add(name));
  }

  /** Null when the key of that hash has no place yet. */
  CallGuard find(long hash) {
    SubBreaker place = state.keyed().find(hash);
    return place == null ? null : guard(place);
  }

  /** For the first call of that hash. */
  CallGuard add(long hash, String name) {
    return guard(state.keyed().add(hash, name));
  }

  private CallGuard guard(SubBreaker place) {
    CallGuard known = guards.get(place.index());
    if (known != null && known.isFor(place)) {
      return known;
    }
    CallGuard added = rule.guard(state, place);
    guards.set(place.index(), added);
    return added;
  }

  void addStatus(final Collection<GuardStatus> statuses, final OverrideStatus observed) {
    final Kind kind = rule.rule().match().kind();
    state
        .keyed()
        .each(
            new KeyedBreaker.Visitor() {
              @Override
              public void visit(String name, CircuitBreaker breaker) {
                statuses.add(new GuardStatus(state, name, breaker, kind, observed));
              }
            });
  }
}
