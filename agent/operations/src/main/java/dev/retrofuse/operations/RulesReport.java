package dev.retrofuse.operations;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.retrofuse.engine.UtcTime;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.rules.RuleWriter;
import dev.retrofuse.rules.Secret;
import java.io.File;
import java.io.IOException;

/** The rules in force as one JSON object, described in {@code docs/status.md}. */
public final class RulesReport {
  /** What hides the secrets of rules, wherever they are shown. */
  public static final Secret SECRET =
      new Secret() {
        @Override
        public String hide(String value) {
          boolean url = value.startsWith("jdbc:") || value.startsWith("http");
          // Patterns have question marks that begin no query.
          boolean open = url && value.indexOf('@') < 0 && value.indexOf('=') < 0;
          return !url ? Secrets.MASK : open ? value : Secrets.mask(value);
        }
      };

  private static final int MOST_CHARACTERS = 1 << 20;

  private final RuleSource source;

  public RulesReport(RuleSource source) {
    this.source = source;
  }

  /**
   * As they are now, in one line; secrets are masked.
   *
   * @throws IllegalStateException when they are too large to be shown
   */
  public String json() {
    RuleSet rules = source.inForce();
    String text = new RuleWriter(SECRET).text(rules);
    if (text.length() > MOST_CHARACTERS) {
      throw new IllegalStateException(
          "its rules take more than " + MOST_CHARACTERS + " characters with all defaults");
    }
    return JsonText.object(json -> write(json, rules, text));
  }

  private void write(JsonGenerator json, RuleSet rules, String text) throws IOException {
    File file = source.file();
    long loadedAt = source.loadedAtMillis();
    json.writeStringField("rulesFile", file == null ? null : file.getPath());
    json.writeStringField("rulesLoadedAt", loadedAt == 0 ? null : UtcTime.exact(loadedAt));
    json.writeArrayFieldStart("places");
    for (Rule rule : rules.rules()) {
      json.writeString(rule.source() + ":" + rule.line());
    }
    json.writeEndArray();
    json.writeStringField("text", text);
  }
}
