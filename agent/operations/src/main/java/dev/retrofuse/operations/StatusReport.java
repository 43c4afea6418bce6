package dev.retrofuse.operations;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.retrofuse.engine.GuardStatus;
import dev.retrofuse.engine.OverrideStatus;
import dev.retrofuse.engine.PolicyStatus;
import dev.retrofuse.engine.UtcTime;
import dev.retrofuse.engine.drill.DrillStatus;
import dev.retrofuse.engine.retry.RetryStatus;
import dev.retrofuse.engine.spool.SpoolStatus;
import dev.retrofuse.engine.window.DurationStatus;
import dev.retrofuse.rules.Rule;
import java.io.File;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;

/** The agent's status as one JSON object, described in {@code docs/status.md}. */
public final class StatusReport {
  private final AgentView view;
  private final RuleSource rules;

  public StatusReport(AgentView view, RuleSource rules) {
    this.view = view;
    this.rules = rules;
  }

  /** The status as it is now, in one line. */
  public String json() {
    return JsonText.object(
        json -> {
          writeAgent(json);
          writeRules(json);
          writeWeaving(json);
          writeBreakers(json);
        });
  }

  private void writeAgent(JsonGenerator json) throws IOException {
    json.writeStringField("version", view.version());
    json.writeStringField("at", UtcTime.exact(UtcTime.nowMillis()));
    json.writeNumberField("pid", pid());
    json.writeStringField("java", System.getProperty("java.version"));
    json.writeBooleanField("on", view.isOn());
    json.writeBooleanField("attached", view.attached());
  }

  private void writeRules(JsonGenerator json) throws IOException {
    File file = rules.file();
    long loadedAt = rules.loadedAtMillis();
    json.writeStringField("rulesFile", file == null ? null : file.getPath());
    json.writeNumberField("rules", rules.inForce().rules().size());
    json.writeStringField("rulesLoadedAt", loadedAt == 0 ? null : UtcTime.exact(loadedAt));
    json.writeStringField("rulesEnvironment", rules.inForce().environment());
    json.writeBooleanField("rulesOverlaid", rules.inForce().isOverlaid());
    writeStrings(json, "rulesFiles", rules.inForce().files());
    writeStrings(json, "rulesChanges", rules.changes());
    json.writeStringField("trace", rules.inForce().trace().toString());
    writeCounts(json, "droppedContexts", view.droppedContexts());
    writeCounts(json, "spans", view.spans());
    writeStrings(json, "problems", rules.problems());
    writeStrings(json, "uncalledRules", uncalled());
  }

  /** The rules that no call has met yet. */
  private Collection<String> uncalled() {
    Collection<String> names = new LinkedHashSet<>();
    for (Rule rule : rules.inForce().rules()) {
      names.add(rule.name());
    }
    for (GuardStatus guard : view.guards()) {
      names.remove(guard.rule());
    }
    return names;
  }

  private void writeWeaving(JsonGenerator json) throws IOException {
    json.writeNumberField("wovenClasses", view.wovenClasses());
    json.writeStringField("waist", view.waist());
    writeCounts(json, "faults", view.faults());
    writeStrings(json, "switchedOff", view.switchedOff());
    writeStrings(json, "notes", view.notes());
  }

  private static void writeCounts(JsonGenerator json, String name, Map<String, Long> counts)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      json.writeNumberField(count.getKey(), count.getValue());
    }
    json.writeEndObject();
  }

  private void writeBreakers(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("breakers");
    for (GuardStatus guard : view.guards()) {
      json.writeStartObject();
      writeBreaker(json, guard);
      json.writeStringField("place", place(guard.rule()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** {@code FILE:LINE}; null for a rule that has just gone. */
  private String place(String name) {
    for (Rule rule : rules.inForce().rules()) {
      if (rule.name().equals(name)) {
        return rule.source() + ':' + rule.line();
      }
    }
    return null;
  }

  private static void writeBreaker(JsonGenerator json, GuardStatus guard) throws IOException {
    json.writeStringField("rule", guard.rule());
    json.writeStringField("key", guard.key());
    json.writeStringField("kind", guard.kind().toString());
    json.writeStringField("mode", guard.mode().toString());
    json.writeStringField("state", guard.state().toString());
    json.writeNumberField("calls", guard.calls());
    json.writeNumberField("failures", guard.failures());
    json.writeNumberField("slow", guard.slow());
    json.writeNumberField("refused", guard.refused());
    json.writeNumberField("wouldRefuse", guard.wouldRefuse());
    json.writeNumberField("fallbacks", guard.fallbacks());
    json.writeNumberField("wouldAnswer", guard.wouldAnswer());
    json.writeNumberField("kept", guard.kept());
    json.writeNumberField("keptBytes", guard.keptBytes());
    json.writeNumberField("concurrent", guard.concurrent());
    json.writeNumberField("maxConcurrent", guard.maxConcurrent());
    json.writeNumberField("countedMillis", guard.countedMillis());
    json.writeNumberField("sinceMillis", guard.sinceMillis());
    json.writeNumberField("openForMillis", guard.openForMillis());
    writeDurations(json, guard.durations());
    writePolicies(json, guard.policies());
    writeRetries(json, guard.retry());
    writeSpool(json, guard.spool());
    writeDrill(json, guard.drill());
    writeOverride(json, "forced", guard.forced());
    writeOverride(json, "observed", guard.observed());
  }

  private static void writeDurations(JsonGenerator json, DurationStatus durations)
      throws IOException {
    if (durations != null) {
      json.writeObjectFieldStart("durations");
      json.writeNumberField("p50Micros", durations.medianNanos() / 1_000);
      json.writeNumberField("p99Micros", durations.p99Nanos() / 1_000);
      json.writeArrayFieldStart("upToMillis");
      for (double bound : DurationStatus.bounds()) {
        json.writeNumber(bound * 1_000);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("counts");
      for (long count : durations.counts()) {
        json.writeNumber(count);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void writePolicies(JsonGenerator json, Collection<PolicyStatus> policies)
      throws IOException {
    json.writeArrayFieldStart("policies");
    for (PolicyStatus policy : policies) {
      json.writeStartObject();
      json.writeStringField("policy", policy.policy());
      json.writeBooleanField("observes", policy.observes());
      json.writeNumberField("refused", policy.refused());
      json.writeNumberField("wouldRefuse", policy.wouldRefuse());
      json.writeNumberField("reclaimed", policy.reclaimed());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeRetries(JsonGenerator json, RetryStatus retry) throws IOException {
    if (retry != null) {
      json.writeObjectFieldStart("retry");
      json.writeNumberField("made", retry.made());
      json.writeNumberField("succeeded", retry.succeeded());
      json.writeNumberField("outOfBudget", retry.outOfBudget());
      json.writeNumberField("wouldRetry", retry.wouldRetry());
      json.writeEndObject();
    }
  }

  private static void writeSpool(JsonGenerator json, SpoolStatus spool) throws IOException {
    if (spool != null) {
      json.writeObjectFieldStart("spool");
      json.writeNumberField("messages", spool.messages());
      json.writeNumberField("bytes", spool.bytes());
      json.writeNumberField("oldestMillis", spool.oldestMillis());
      json.writeNumberField("notKept", spool.notKept());
      json.writeNumberField("setAside", spool.setAside());
      json.writeEndObject();
    }
  }

  private static void writeDrill(JsonGenerator json, DrillStatus drill) throws IOException {
    if (drill != null) {
      json.writeObjectFieldStart("drill");
      json.writeNumberField("share", drill.share());
      json.writeNumberField("delayMillis", drill.delayMillis());
      json.writeBooleanField("fails", drill.fails());
      json.writeNumberField("leftMillis", drill.leftMillis());
      json.writeNumberField("struck", drill.struck());
      json.writeNumberField("wouldStrike", drill.wouldStrike());
      json.writeEndObject();
    }
  }

  private static void writeOverride(JsonGenerator json, String name, OverrideStatus status)
      throws IOException {
    if (status != null) {
      json.writeObjectFieldStart(name);
      json.writeStringField("by", status.by());
      json.writeStringField("until", UtcTime.text(status.untilMillis()));
      json.writeNumberField("leftMillis", status.leftMillis());
      json.writeEndObject();
    }
  }

  private static void writeStrings(JsonGenerator json, String name, Collection<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  /** This process's id where the system tells it in a file, else 0. */
  private static long pid() throws IOException {
    try {
      // Canonical, because the id is where this symbolic link leads to.
      return Long.parseLong(new File("/proc/self").getCanonicalFile().getName());
    } catch (NumberFormatException notLinux) {
      return 0;
    }
  }
}
