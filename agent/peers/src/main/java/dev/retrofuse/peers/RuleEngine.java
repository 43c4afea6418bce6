package dev.retrofuse.peers;

import dev.retrofuse.engine.Engine;
import dev.retrofuse.engine.Events;
import dev.retrofuse.engine.StateChange;
import dev.retrofuse.engine.Ticker;
import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleFileResult;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import java.net.URI;

/** Retrofuse's engine under a rule file, asked as woven code asks it. */
public final class RuleEngine implements AutoCloseable {
  private final Engine engine;

  /** Under one rule for HTTP calls. */
  public RuleEngine(String policies, VirtualClock clock) {
    this(rule(policies), clock::getAsLong);
  }

  public RuleEngine(RuleSet rules, Ticker ticker) {
    engine = new Engine(ticker, new Silent());
    engine.apply(rules);
    engine.on();
  }

  /** One rule for all hosts, each a breaker and a bulkhead of its own. */
  public static RuleSet rule(String policies) {
    return file("rules: [{name: peer, match: {http: {path: /**}}, " + policies + "}]");
  }

  public static RuleSet file(String text) {
    RuleFileResult result = RuleFile.parse("peer.yaml", text);
    if (!result.problems().isEmpty()) {
      throw new IllegalArgumentException(result.problems().toString());
    }
    return result.ruleSet();
  }

  public void apply(RuleSet rules) {
    engine.apply(rules);
  }

  /** The guard of calls to a host. */
  public RetrofuseGuard guard(String host) {
    return RetrofuseHttp.request("GET", URI.create("http://" + host + "/"));
  }

  /** Begins a call; negative when it is refused. */
  public static long begin(RetrofuseGuard guard) {
    long permit = guard.enter();
    guard.leave(permit);
    return permit;
  }

  /** Makes a call that ends with a status; false when it is refused. */
  public static boolean call(RetrofuseGuard guard, int status) {
    long permit = begin(guard);
    guard.end(permit, status, null);
    return permit >= 0;
  }

  @Override
  public void close() {
    engine.off();
  }

  private static final class Silent implements Events {
    @Override
    public void stateChanged(StateChange change) {}

    @Override
    public void note(String place, String text) {}
  }
}
