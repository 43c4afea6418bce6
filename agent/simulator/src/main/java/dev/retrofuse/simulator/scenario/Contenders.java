package dev.retrofuse.simulator.scenario;

import dev.retrofuse.rules.Breaker;
import dev.retrofuse.simulator.event.Clock;
import dev.retrofuse.simulator.policy.Contender;
import dev.retrofuse.simulator.policy.EnvoyLike;
import dev.retrofuse.simulator.policy.GrpcLike;
import dev.retrofuse.simulator.policy.Resilience4jLike;
import dev.retrofuse.simulator.policy.RetrofuseKeyed;
import dev.retrofuse.simulator.policy.RetrofusePolicy;
import dev.retrofuse.simulator.policy.RetrofuseRetries;
import dev.retrofuse.simulator.policy.RetrofuseThrottle;
import dev.retrofuse.simulator.policy.Scoped;
import dev.retrofuse.simulator.policy.SreThrottle;
import dev.retrofuse.simulator.policy.Unguarded;
import java.util.ArrayList;
import java.util.List;

/** The policies that are held against each other, with the settings that the tables name. */
public final class Contenders {
  private static final int SHORT_WINDOW = 5;

  private Contenders() {}

  /** Those that have something to show in a scenario, Retrofuse first. */
  public static List<Contender> of(Scenario scenario) {
    List<Contender> all = new ArrayList<>();
    all.addAll(List.of(retrofuse(), retrofuseConfident(), retrofuseThrottle()));
    if (scenario.traffic().keys() > 1) {
      all.addAll(List.of(retrofuseKeyed(), retrofusePerKey()));
    }
    if (scenario.traffic().retries() > 0) {
      all.add(retrofuseRetries());
    }
    if (scenario.endsDown()) {
      all.add(retrofuseWithoutJitter());
    }
    if (scenario.seldom()) {
      all.add(resilience4jForLowTraffic());
    }
    all.addAll(List.of(resilience4j(60), resilience4j(5), envoy(), grpc(), throttle()));
    if (scenario.traffic().retries() > 0) {
      all.add(retries());
    }
    all.add(none());
    return all;
  }

  /** The defaults of a rule, with calls of a second and more being slow. */
  public static Contender retrofuse() {
    return retrofuse("Retrofuse", rule());
  }

  /** The same with a breaker for each key. */
  public static Contender retrofusePerKey() {
    Breaker settings = rule().build();
    return new Contender(
        "Retrofuse, scope by key",
        (clock, random) ->
            new Scoped(Scenarios.SHARDS, () -> new RetrofusePolicy(settings, clock, random)));
  }

  /** The same, but tells its calls apart by key. */
  public static Contender retrofuseKeyed() {
    Breaker keyed = rule().build();
    return new Contender(
        "Retrofuse, by key", (clock, random) -> new RetrofuseKeyed(keyed, clock, random));
  }

  /** The same, but opens only when it is sure of the rates. */
  public static Contender retrofuseConfident() {
    return retrofuse("Retrofuse, confidence 90 %", rule().confidence(0.9));
  }

  /** The same, but each wait is as long as it is everywhere. */
  public static Contender retrofuseWithoutJitter() {
    return retrofuse("Retrofuse, no jitter", rule().jitter(0));
  }

  /** The same, and retries within its budget what otherwise the application retries. */
  public static Contender retrofuseRetries() {
    Breaker settings = rule().build();
    return new Contender(
        "Retrofuse, its own retries",
        (clock, random) ->
            new RetrofuseRetries(new RetrofusePolicy(settings, clock, random), clock.getAsLong()));
  }

  /** No breaker, but the throttle of a rule with its defaults. */
  public static Contender retrofuseThrottle() {
    return new Contender(
        "Retrofuse, throttle", (clock, random) -> new RetrofuseThrottle(clock.getAsLong(), random));
  }

  private static Breaker.Builder rule() {
    return Breaker.builder().slowCallNanos(Clock.SECOND);
  }

  private static Contender retrofuse(String name, Breaker.Builder rule) {
    Breaker settings = rule.build();
    return new Contender(name, (clock, random) -> new RetrofusePolicy(settings, clock, random));
  }

  /** Its defaults, but for the wait, which is 60 s there. */
  public static Contender resilience4j(int waitSeconds) {
    return new Contender(
        "resilience4j-like, wait " + waitSeconds + " s",
        (clock, random) -> new Resilience4jLike(100, waitSeconds * Clock.SECOND));
  }

  /** Looks back on five calls, so that an outage is seen within some ten seconds. */
  public static Contender resilience4jForLowTraffic() {
    return new Contender(
        "resilience4j-like, last 5 calls",
        (clock, random) -> new Resilience4jLike(SHORT_WINDOW, 60 * Clock.SECOND));
  }

  public static Contender envoy() {
    return new Contender(
        "Envoy-like", (clock, random) -> new EnvoyLike(clock.getAsLong(), random.nextDouble()));
  }

  public static Contender grpc() {
    return new Contender(
        "gRPC-like", (clock, random) -> new GrpcLike(clock.getAsLong(), random.nextDouble()));
  }

  public static Contender throttle() {
    return new Contender(
        "SRE throttle", (clock, random) -> new SreThrottle(5 * Clock.SECOND, random));
  }

  public static Contender retries() {
    return new Contender("plain retries", (clock, random) -> new Unguarded(true));
  }

  public static Contender none() {
    return new Contender("none", (clock, random) -> new Unguarded(false));
  }
}
