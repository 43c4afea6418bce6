package dev.retrofuse.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleFileResult;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** An engine with a clock of its own, asked through the waist as woven code asks it. */
abstract class EngineFixture {
  final FakeTicker ticker = new FakeTicker();
  final List<StateChange> changes = Collections.synchronizedList(new ArrayList<>());
  final List<String> notes = Collections.synchronizedList(new ArrayList<>());
  final Engine engine = new Engine(ticker, new Recorder());

  @AfterEach
  void off() {
    engine.off();
  }

  static RuleSet rules(String... lines) {
    RuleFileResult result = RuleFile.parse("test.yaml", "rules:\n" + String.join("\n", lines));
    assertEquals(Collections.emptyList(), result.problems());
    return result.ruleSet();
  }

  void apply(String... lines) {
    engine.apply(rules(lines));
    engine.on();
  }

  static RetrofuseGuard http(String url) {
    return RetrofuseHttp.request("GET", java.net.URI.create(url));
  }

  /** Makes a call; its permit says whether it was let through. */
  static long call(RetrofuseGuard guard, int status, Throwable thrown) {
    long permit = guard.enter();
    guard.leave(permit);
    guard.end(permit, status, thrown);
    return permit;
  }

  static void calls(RetrofuseGuard guard, int count, int status) {
    for (int i = 0; i < count; i++) {
      call(guard, status, null);
    }
  }

  GuardStatus status() {
    List<GuardStatus> all = engine.status();
    assertEquals(1, all.size());
    return all.get(0);
  }

  private final class Recorder implements Events {
    @Override
    public void stateChanged(StateChange change) {
      changes.add(change);
    }

    @Override
    public void note(String place, String text) {
      notes.add(text);
    }
  }
}
