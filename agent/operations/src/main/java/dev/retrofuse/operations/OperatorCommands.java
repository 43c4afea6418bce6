package dev.retrofuse.operations;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.retrofuse.engine.GuardStatus;
import dev.retrofuse.engine.Operator;
import dev.retrofuse.engine.UtcTime;
import dev.retrofuse.engine.breaker.CircuitState;
import dev.retrofuse.rules.Mode;
import dev.retrofuse.rules.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What an operator does to breakers and rules for a time. */
public final class OperatorCommands {
  /** Nothing that somebody did by hand lasts longer. */
  static final long LONGEST_SECONDS = TimeUnit.DAYS.toSeconds(1);

  private static final int LONGEST_NAME = 100;

  private final AgentView view;
  private final RuleSource rules;

  public OperatorCommands(AgentView view, RuleSource rules) {
    this.view = view;
    this.rules = rules;
  }

  /**
   * Opens, closes or resets breakers.
   *
   * @param command {@code open}, {@code close} or {@code reset}
   * @param word {@code rule}, {@code rule/key} or the beginning of only one
   * @param every whether a rule means all of its keys
   * @param seconds how long, 1 to 86,400; nothing to {@code reset}
   * @param by who does it
   * @return {@code {"command", "by", "until", "breakers": [{"rule", "key"}]}}, as JSON in one line;
   *     {@code until} is null for {@code reset}
   * @throws IllegalArgumentException in words for the operator
   */
  public String breakers(String command, String word, boolean every, long seconds, String by) {
    boolean reset = command.equals("reset");
    long nanos = reset ? 0 : nanos(seconds);
    List<GuardStatus> done = new ArrayList<>();
    for (GuardStatus guard : new BreakerNames(view.guards()).find(required(word), every)) {
      if (apply(command, guard, nanos, name(by))) {
        done.add(guard);
      }
    }
    return JsonText.object(
        json -> {
          writeHead(json, command, reset ? 0 : seconds, name(by));
          writeBreakers(json, done);
        });
  }

  private boolean apply(String command, GuardStatus guard, long nanos, String by) {
    Operator operator = view.operator();
    switch (command) {
      case "open":
        return operator.force(guard.rule(), guard.key(), CircuitState.OPEN, nanos, by);
      case "close":
        return operator.force(guard.rule(), guard.key(), CircuitState.CLOSED, nanos, by);
      default:
        return operator.reset(guard.rule(), guard.key(), by);
    }
  }

  /**
   * Lets a rule observe for a time.
   *
   * @param word the rule's name, or the beginning of only one
   * @param seconds how long, 1 to 86,400; 0 ends it now
   * @return {@code {"command", "by", "until", "rule"}}; {@code until} is null for 0 seconds
   * @throws IllegalArgumentException in words for the operator
   */
  public String observe(String word, long seconds, String by) {
    Rule rule = rule(required(word));
    if (rule.mode() == Mode.OBSERVE) {
      throw new IllegalArgumentException(
          "rule '" + rule.name() + "' observes anyway: its file says so");
    }
    long nanos = seconds == 0 ? 0 : nanos(seconds);
    if (!view.operator().observe(rule.name(), nanos, name(by))) {
      throw new IllegalArgumentException("nobody has let rule '" + rule.name() + "' observe");
    }
    return JsonText.object(
        json -> {
          writeHead(json, "observe", seconds, name(by));
          json.writeStringField("rule", rule.name());
        });
  }

  private Rule rule(String word) {
    List<String> names = new ArrayList<>();
    for (Rule rule : rules.inForce().rules()) {
      names.add(rule.name());
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException("no rule is in force");
    }
    String name = names.contains(word) ? word : Words.only(names, word, "rule", (a, b) -> false);
    return rules.inForce().rules().get(names.indexOf(name));
  }

  private static void writeHead(JsonGenerator json, String command, long seconds, String by)
      throws IOException {
    long until = UtcTime.nowMillis() + TimeUnit.SECONDS.toMillis(seconds);
    json.writeStringField("command", command);
    json.writeStringField("by", by);
    json.writeStringField("until", seconds == 0 ? null : UtcTime.text(until));
  }

  private static void writeBreakers(JsonGenerator json, List<GuardStatus> breakers)
      throws IOException {
    json.writeArrayFieldStart("breakers");
    for (GuardStatus breaker : breakers) {
      json.writeStartObject();
      json.writeStringField("rule", breaker.rule());
      json.writeStringField("key", breaker.key());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static String required(String word) {
    if (word == null) {
      throw new IllegalArgumentException("no name is given");
    }
    return word;
  }

  static long nanos(long seconds) {
    if (seconds < 1 || seconds > LONGEST_SECONDS) {
      throw new IllegalArgumentException(
          "a time of " + seconds + " s is none of 1 s to " + LONGEST_SECONDS + " s (a day)");
    }
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  // It stands in log lines and in what applications are told.
  private static String name(String by) {
    String name = by == null ? "somebody" : LogLine.clean(by);
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }
}
