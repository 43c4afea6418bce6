package dev.retrofuse.metrics;

import dev.retrofuse.engine.GuardStatus;
import dev.retrofuse.engine.PolicyStatus;
import dev.retrofuse.engine.breaker.CircuitState;
import dev.retrofuse.metrics.Metric.Kind;
import dev.retrofuse.rules.Policy;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is counted of rules and their keys, taken once. */
final class GuardMetrics {
  static final String RULE = "retrofuse.rule";
  static final String KEY = "retrofuse.key";
  private static final String KIND = "retrofuse.kind";
  private static final String OUTCOME = "retrofuse.outcome";
  private static final String POLICY = "retrofuse.policy";
  private static final String STATE = "retrofuse.breaker.state";
  private static final String CALLS = "{call}";
  private static final String MESSAGES = "{message}";

  private final Metric calls =
      counter("calls", CALLS, "Calls that were made and have ended, by what came of them.");
  private final Metric slow = counter("slow_calls", CALLS, "Calls that the breaker took for slow.");
  private final Metric durations =
      new Metric("retrofuse.call.duration", Kind.HISTOGRAM, "s", "How long calls took.");
  private final Metric refusals = counter("refusals", CALLS, "Calls refused, by who refused them.");
  private final Metric wouldRefuse =
      counter("would_refuse", CALLS, "Calls let through only because a policy or rule observes.");
  private final Metric timeOuts = counter("time_outs", CALLS, "Calls cut by the rule's time-out.");
  private final Metric wouldTimeOut =
      counter("would_time_out", CALLS, "Calls that took too long, but were only observed.");
  private final Metric fallbacks =
      counter("fallbacks", CALLS, "Calls in whose place the application got the fallback.");
  private final Metric struck =
      counter("drill.struck", CALLS, "Calls that the rule's drill has struck.");
  private final Metric wouldStrike =
      counter("drill.would_strike", CALLS, "Calls not struck because the rule observes.");
  private final Metric concurrent =
      upDown("concurrent_calls", CALLS, "Calls under way that hold a place in the bulkhead.");
  private final Metric limit =
      upDown("concurrent_calls_limit", CALLS, "How many calls may be under way.");
  private final Metric state =
      upDown("breaker.state", "{breaker}", "How many breakers are in which state.");
  private final Metric retries = counter("retries", CALLS, "Retries that were made.");
  private final Metric retrySuccesses =
      counter("retry.successes", CALLS, "Retries that succeeded.");
  private final Metric outOfBudget =
      counter("retry.out_of_budget", CALLS, "Retries not made because the budget was used up.");
  private final Metric wouldRetry =
      counter("would_retry", CALLS, "Retries not made because rule or policy observes.");
  private final Metric messages =
      upDown("spool.messages", MESSAGES, "Messages on disk that wait to be sent.");
  private final Metric size = upDown("spool.size", "By", "What these take on disk.");
  private final Metric age =
      new Metric(
          "retrofuse.spool.age", Kind.GAUGE, "s", "For how long the oldest of them has waited.");
  private final Metric notKept =
      counter("spool.not_kept", MESSAGES, "Messages that could not be kept, so that they failed.");
  private final Metric setAside =
      upDown("spool.set_aside", MESSAGES, "Messages that the broker will never take.");

  private final KnownKeys keys;
  private final boolean measures;
  private final Set<String> rules = new HashSet<>();

  /**
   * @param measures whether the rules ask for durations; while somebody looks on there are some
   *     anyway
   */
  GuardMetrics(KnownKeys keys, boolean measures) {
    this.keys = keys;
    this.measures = measures;
  }

  private static Metric counter(String name, String unit, String description) {
    return new Metric("retrofuse." + name, Kind.COUNTER, unit, description);
  }

  private static Metric upDown(String name, String unit, String description) {
    return new Metric("retrofuse." + name, Kind.UP_DOWN, unit, description);
  }

  List<Metric> all() {
    return Arrays.asList(
        calls,
        slow,
        durations,
        refusals,
        wouldRefuse,
        timeOuts,
        wouldTimeOut,
        fallbacks,
        struck,
        wouldStrike,
        concurrent,
        limit,
        state,
        retries,
        retrySuccesses,
        outOfBudget,
        wouldRetry,
        messages,
        size,
        age,
        notKept,
        setAside);
  }

  void add(GuardStatus guard) {
    String[] of = {RULE, guard.rule(), KEY, keys.nameOf(guard)};
    addState(guard, of);
    if (guard.isPart()) {
      return; // its calls are among those of the whole
    }
    addCalls(guard, of);
    for (PolicyStatus policy : guard.policies()) {
      addPolicy(policy, of);
    }
    if (guard.maxConcurrent() > 0) {
      concurrent.add(guard.concurrent(), of);
      limit.add(guard.maxConcurrent(), of);
    }
    addRetries(guard, of);
    addSpool(guard, of);
    if (rules.add(guard.rule())) {
      addOfRule(guard);
    }
  }

  private void addState(GuardStatus guard, String[] of) {
    for (CircuitState each : CircuitState.values()) {
      if (guard.state() != CircuitState.NONE && each != CircuitState.NONE) {
        state.add(each == guard.state() ? 1 : 0, with(of, STATE, each.word()));
      }
    }
  }

  private void addCalls(GuardStatus guard, String[] of) {
    String[] ofKind = with(of, KIND, guard.kind().toString());
    // Each is counted by itself, so for a moment there may be more failures than calls.
    long good = Math.max(0, guard.calls() - guard.failures());
    calls.add(good, with(ofKind, OUTCOME, "success"));
    calls.add(guard.failures(), with(ofKind, OUTCOME, "failure"));
    slow.add(guard.slow(), of);
    fallbacks.add(guard.fallbacks(), of);
    if (measures && guard.durations() != null) {
      durations.add(guard.durations(), ofKind);
    }
  }

  private void addPolicy(PolicyStatus policy, String[] of) {
    if (policy.policy().equals(Policy.TIME_OUT.toString())) {
      timeOuts.add(policy.refused(), of);
      wouldTimeOut.add(policy.wouldRefuse(), of);
    } else {
      refusals.add(policy.refused(), with(of, POLICY, policy.policy()));
      wouldRefuse.add(policy.wouldRefuse(), with(of, POLICY, policy.policy()));
    }
  }

  private void addRetries(GuardStatus guard, String[] of) {
    if (guard.retry() != null) {
      retries.add(guard.retry().made(), of);
      retrySuccesses.add(guard.retry().succeeded(), of);
      outOfBudget.add(guard.retry().outOfBudget(), of);
      wouldRetry.add(guard.retry().wouldRetry(), of);
    }
  }

  private void addSpool(GuardStatus guard, String[] of) {
    if (guard.spool() != null) {
      messages.add(guard.spool().messages(), of);
      size.add(guard.spool().bytes(), of);
      age.add(guard.spool().oldestMillis() / 1e3, of);
    }
  }

  /** What the status of each key says of the whole rule. */
  private void addOfRule(GuardStatus guard) {
    if (guard.spool() != null) {
      notKept.add(guard.spool().notKept(), RULE, guard.rule());
      setAside.add(guard.spool().setAside(), RULE, guard.rule());
    }
    if (guard.drill() != null) {
      struck.add(guard.drill().struck(), RULE, guard.rule());
      wouldStrike.add(guard.drill().wouldStrike(), RULE, guard.rule());
    }
  }

  private static String[] with(String[] attributes, String key, String value) {
    String[] more = Arrays.copyOf(attributes, attributes.length + 2);
    more[attributes.length] = key;
    more[attributes.length + 1] = value;
    return more;
  }
}
