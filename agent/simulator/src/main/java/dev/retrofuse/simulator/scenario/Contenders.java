package dev.retrofuse.simulator.scenario;

import dev.retrofuse.rules.Breaker;
import dev.retrofuse.rules.Window;
import dev.retrofuse.simulator.event.Clock;
import dev.retrofuse.simulator.policy.Contender;
import dev.retrofuse.simulator.policy.EnvoyLike;
import dev.retrofuse.simulator.policy.GrpcLike;
import dev.retrofuse.simulator.policy.Resilience4jLike;
import dev.retrofuse.simulator.policy.RetrofusePolicy;
import dev.retrofuse.simulator.policy.Unguarded;
import java.util.List;

/** The policies that are held against each other, with the settings that the tables name. */
public final class Contenders {
  private Contenders() {}

  public static List<Contender> all() {
    return List.of(
        retrofuse(),
        retrofusePerKey(),
        resilience4j(60),
        resilience4j(5),
        envoy(),
        grpc(),
        retries(),
        none());
  }

  /** The defaults of a rule, with calls of a second and more being slow. */
  public static Contender retrofuse() {
    return retrofuse("Retrofuse", rule(), 1);
  }

  /** The same with a breaker for each of up to 20 keys. */
  public static Contender retrofusePerKey() {
    return retrofuse("Retrofuse, scope by key", rule(), 20);
  }

  /** Looks back 30 s, so that one call every 2 s is enough for a verdict. */
  public static Contender retrofuseForLowTraffic() {
    return retrofuse("Retrofuse, window 30 s", rule().window(Window.time(30 * Clock.SECOND)), 1);
  }

  private static Breaker.Builder rule() {
    return Breaker.builder().slowCallNanos(Clock.SECOND);
  }

  private static Contender retrofuse(String name, Breaker.Builder rule, int scopes) {
    Breaker settings = rule.build();
    return new Contender(name, (clock, random) -> new RetrofusePolicy(settings, scopes, clock));
  }

  public static Contender resilience4j(int waitSeconds) {
    return new Contender(
        "resilience4j-like, wait " + waitSeconds + " s",
        (clock, random) -> new Resilience4jLike(waitSeconds * Clock.SECOND));
  }

  public static Contender envoy() {
    return new Contender(
        "Envoy-like", (clock, random) -> new EnvoyLike(clock.getAsLong(), random.nextDouble()));
  }

  public static Contender grpc() {
    return new Contender(
        "gRPC-like", (clock, random) -> new GrpcLike(clock.getAsLong(), random.nextDouble()));
  }

  public static Contender retries() {
    return new Contender("plain retries", (clock, random) -> new Unguarded(true));
  }

  public static Contender none() {
    return new Contender("none", (clock, random) -> new Unguarded(false));
  }
}
