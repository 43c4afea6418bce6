package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What rules say, key by key, with all that they leave to defaults written out: texts, lists of
 * texts, and maps of these.
 */
final class RuleKeys {
  private final Secret secret;

  RuleKeys(Secret secret) {
    this.secret = secret;
  }

  /** All of a rule in the order of the reference. */
  Map<String, Object> of(Rule rule) {
    Keys keys = new Keys();
    keys.put("name", rule.name());
    keys.put("match", match(rule.match()));
    keys.put("scope", rule.scope());
    keys.put("mode", rule.mode());
    if (rule.mode() == Mode.ENFORCE) {
      keys.put("enforce", Written.percentage(rule.enforced()));
    }
    keys.putList("observe", rule.observed());
    keys.put("breaker", rule.breaker() == null ? null : breaker(rule.breaker()));
    putLimits(keys, rule.limits());
    keys.put("priority", rule.priority() == null ? null : priority(rule.priority()));
    keys.put("fault", rule.fault() == null ? null : fault(rule.fault()));
    keys.put("retry", rule.retry() == null ? null : retry(rule.retry(), rule.match().kind()));
    keys.put("failures", failures(rule.failures(), rule.match().kind()));
    keys.put("fallback", rule.fallback().equals(Fallback.NONE) ? null : fallback(rule.fallback()));
    if (rule.tracing() != null) {
      keys.put("trace", TraceKeys.ofRule(rule.tracing(), rule.match().kind()));
    }
    return keys.map;
  }

  private Map<String, Object> match(Match match) {
    Keys conditions = new Keys();
    for (Map.Entry<String, List<String>> each : match.conditions().entrySet()) {
      List<String> texts = new ArrayList<>();
      for (String text : each.getValue()) {
        boolean url = each.getKey().equals("url") && text.startsWith("jdbc:");
        texts.add(url ? secret.hide(text) : text);
      }
      conditions.map.put(each.getKey(), texts);
    }
    Keys kind = new Keys();
    kind.put(match.kind().word(), conditions.map);
    return kind.map;
  }

  private static Map<String, Object> breaker(Breaker breaker) {
    Keys keys = new Keys();
    keys.put("window", window(breaker.window()));
    keys.put("minimum-calls", breaker.minimumCalls());
    keys.put("failure-rate", Written.percentage(breaker.failureRate()));
    keys.putTime("slow-call", breaker.slowCallNanos());
    keys.putNumber("slow-call-times", breaker.slowCallTimes());
    if (breaker.slowCallNanos() > 0 || breaker.slowCallTimes() > 0) {
      keys.put("slow-call-rate", Written.percentage(breaker.slowCallRate()));
    }
    keys.put("open-wait", Written.time(breaker.openWaitNanos()));
    keys.put("back-off", Written.number(breaker.backOff()));
    keys.put("max-open-wait", Written.time(breaker.maxOpenWaitNanos()));
    keys.put("jitter", Written.percentage(breaker.jitter()));
    keys.put("trial-calls", breaker.trialCalls());
    keys.put("in-flight", breaker.countsInFlight() ? InFlight.COUNT : InFlight.IGNORE);
    keys.put("recovery", breaker.recovery());
    keys.putNumber("consecutive-failures", breaker.consecutiveFailures());
    if (breaker.confidence() > 0) {
      keys.put("confidence", Written.percentage(breaker.confidence()));
    }
    keys.put("by", breaker.by());
    keys.putText("member", breaker.member());
    keys.put("most-keys", breaker.mostKeys());
    keys.put("max-refused", Written.percentage(breaker.maxRefused()));
    return keys.map;
  }

  private static String window(Window window) {
    return window.isTime() ? Written.time(window.nanos()) : window.toString();
  }

  private static void putLimits(Keys rule, Limits limits) {
    if (limits.rateLimit() != null) {
      Keys keys = rule.section("rate-limit");
      keys.put("rate", Written.rate(limits.rateLimit().perSecond()));
      keys.put("burst", limits.rateLimit().burst());
    }
    if (limits.bulkhead() != null) {
      rule.section("bulkhead").put("max-concurrent", limits.bulkhead().maxConcurrent());
    }
    if (limits.concurrencyLimit() != null) {
      Keys keys = rule.section("concurrency-limit");
      keys.put("algorithm", limits.concurrencyLimit().algorithm());
      keys.put("initial", limits.concurrencyLimit().initial());
      keys.put("min", limits.concurrencyLimit().min());
      keys.put("max", limits.concurrencyLimit().max());
    }
    if (limits.throttle() != null) {
      Keys keys = rule.section("throttle");
      keys.put("window", Written.time(limits.throttle().windowNanos()));
      keys.put("ratio", Written.number(limits.throttle().ratio()));
      keys.put("most", Written.percentage(limits.throttle().most()));
      keys.put("minimum-calls", limits.throttle().minimumCalls());
    }
    if (limits.timeOut() != null) {
      Keys keys = rule.section("time-out");
      keys.putTime("call", limits.timeOut().callNanos());
      keys.putTime("connect", limits.timeOut().connectNanos());
      keys.putTime("read", limits.timeOut().readNanos());
    }
  }

  private static Map<String, Object> priority(Priority priority) {
    Keys keys = new Keys();
    keys.put("class", priority.usual());
    keys.putText("header", priority.header());
    keys.putText("baggage", priority.member());
    for (PriorityClass each : PriorityClass.values()) {
      keys.put(each.toString(), Written.percentage(priority.share(each)));
    }
    return keys.map;
  }

  private static Map<String, Object> fault(Fault fault) {
    Keys keys = new Keys();
    keys.put("share", Written.percentage(fault.share()));
    keys.put("for", Written.time(fault.lastsNanos()));
    keys.putTime("delay", fault.delayNanos());
    keys.put("end", fault.end());
    return keys.map;
  }

  private static Map<String, Object> retry(Retry retry, Kind kind) {
    Keys keys = new Keys();
    keys.put("attempts", retry.attempts());
    keys.put("back-off", Written.time(retry.backOffNanos()));
    keys.put("max-back-off", Written.time(retry.maxBackOffNanos()));
    keys.put("budget", Written.percentage(retry.budget()));
    keys.put("budget-floor", Written.rate(retry.floorPerSecond()));
    keys.put("calls", retry.calls());
    if (kind == Kind.HTTP) {
      keys.map.put("statuses", retry.statuses().texts());
    }
    return keys.map;
  }

  /** Null for the usual ones. */
  private static Map<String, Object> failures(Failures failures, Kind kind) {
    if (failures.equals(Failures.defaults())) {
      return null;
    }
    Keys keys = new Keys();
    if (kind == Kind.JDBC) {
      keys.map.put("sql-states", failures.states());
      keys.putList("ignore-sql-states", failures.ignoredStates());
    } else if (kind == Kind.HTTP) {
      keys.map.put("statuses", failures.statuses().texts());
    }
    keys.putList("exceptions", failures.exceptions());
    keys.putList("ignore-exceptions", failures.ignoredExceptions());
    return keys.map;
  }

  private Map<String, Object> fallback(Fallback fallback) {
    Keys keys = new Keys();
    keys.put("for", fallback.afterFailures() ? Fallback.When.FAILED : Fallback.When.REFUSED);
    String form = fallback.form().toString();
    switch (fallback.form()) {
      case RESPONSE:
        Keys response = keys.section(form);
        response.put("status", fallback.status());
        response.putList("headers", TraceKeys.pairs(fallback.headers(), ": ", Secret.NONE));
        response.putText("body", fallback.body());
        break;
      case LAST_GOOD:
        Keys lastGood = keys.section(form);
        lastGood.put("max-age", Written.time(fallback.lastGood().maxAgeNanos()));
        lastGood.put("max-size", Written.size(fallback.lastGood().maxBytes()));
        break;
      case REPLICA:
        keys.put(form, secret.hide(fallback.replica()));
        break;
      case SPOOL:
        Keys spool = keys.section(form);
        spool.put("folder", fallback.spool().folder());
        spool.put("max-size", Written.size(fallback.spool().maxBytes()));
        spool.put("sync", fallback.spool().sync());
        break;
      case EXCEPTION:
        keys.put(form, "library");
        break;
      default:
        keys.put(form, "true");
    }
    return keys.map;
  }

  /** Keys in the order in which they are put; what is null or nothing is left out. */
  static final class Keys {
    final Map<String, Object> map = new LinkedHashMap<>();

    void put(String key, Object value) {
      if (value instanceof Map) {
        map.put(key, value);
      } else if (value != null) {
        map.put(key, value.toString());
      }
    }

    void putText(String key, String value) {
      put(key, value == null || value.isEmpty() ? null : value);
    }

    void putTime(String key, long nanos) {
      put(key, nanos == 0 ? null : Written.time(nanos));
    }

    void putNumber(String key, double number) {
      put(key, number == 0 ? null : Written.number(number));
    }

    void putList(String key, Iterable<?> values) {
      List<String> texts = new ArrayList<>();
      for (Object value : values) {
        texts.add(value.toString());
      }
      if (!texts.isEmpty()) {
        map.put(key, texts);
      }
    }

    Keys section(String key) {
      Keys section = new Keys();
      map.put(key, section.map);
      return section;
    }
  }
}
