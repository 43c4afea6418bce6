package dev.retrofuse.benchmarks.engine;

import dev.retrofuse.engine.Engine;
import dev.retrofuse.engine.Events;
import dev.retrofuse.engine.StateChange;
import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleFileResult;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import java.net.URI;

/** An engine under one rule, and the guard of one host. */
final class GuardedHost implements Events {
  private static final String RULE =
      "rules: [{name: a, match: {http: {path: /**}},"
          + " breaker: {slow-call: 500ms, open-wait: 1h, max-open-wait: 1h}";
  private static final int ENOUGH_TO_OPEN = 100;

  private final Engine engine = new Engine(System::nanoTime, this);
  private RetrofuseGuard guard;

  RetrofuseGuard guard() {
    return guardWith("");
  }

  RetrofuseGuard guardThatLimitsTime() {
    return guardWith(", time-out: {call: 1s}");
  }

  private RetrofuseGuard guardWith(String further) {
    RuleFileResult rules = RuleFile.parse("rules.yaml", RULE + further + "}]");
    if (!rules.problems().isEmpty()) {
      throw new IllegalStateException(rules.problems().toString());
    }
    engine.apply(rules.ruleSet());
    engine.on();
    guard = RetrofuseHttp.request("GET", URI.create("http://127.0.0.1:8080/"));
    return guard;
  }

  RetrofuseGuard guardThatIsLookedOn() {
    engine.lookedOn(true);
    return guard();
  }

  void open() {
    for (int i = 0; i < ENOUGH_TO_OPEN; i++) {
      Throwable refused = guard.exit(guard.enter(), 503, null);
      if (refused != null) {
        return;
      }
    }
    throw new IllegalStateException("not open");
  }

  void off() {
    engine.off();
  }

  @Override
  public void stateChanged(StateChange change) {}

  @Override
  public void note(String place, String text) {}
}
