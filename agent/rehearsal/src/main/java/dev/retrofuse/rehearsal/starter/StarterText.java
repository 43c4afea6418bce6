package dev.retrofuse.rehearsal.starter;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The text of a rule file, with the reasons in its comments. */
final class StarterText {
  private static final int MOST_OPERATIONS = 10;

  private final Yaml yaml = new Yaml();

  private StarterText() {}

  static String of(StarterRules rules) {
    StarterText text = new StarterText();
    text.head(rules);
    text.yaml.line(rules.rules().isEmpty() ? "rules: []" : "rules:");
    rules.rules().forEach(text::rule);
    return text.yaml.toString();
  }

  private void head(StarterRules rules) {
    yaml.line(
        "# Made from what was seen in "
            + Figures.round(rules.seconds())
            + " s; look for longer, and at busy hours, for better");
    yaml.line(
        "# figures. Nothing is refused as long as the rules say 'mode: observe'. Whether they would have");
    yaml.line(
        "# refused, the log and the status say; 'enforce: 5%' instead begins with a share of the calls.");
    if (rules.leftOut() > 0) {
      yaml.line(
          "# Left out, because it is not known where they go: "
              + rules.leftOut()
              + " kinds of calls.");
    }
  }

  private void rule(StarterRule rule) {
    yaml.line("");
    seen(rule);
    yaml.line("  - name: " + Yaml.quoted(rule.name()));
    rule.match()
        .forEach(
            (kind, conditions) ->
                yaml.line("    match: { " + kind + ": { " + listed(conditions) + " } }"));
    yaml.line("    mode: " + StarterRule.MODE);
    rule.policies()
        .forEach(
            (policy, keys) -> {
              yaml.line("    " + policy + ":");
              keys.forEach(this::figure);
            });
  }

  private void seen(StarterRule rule) {
    Seen seen = rule.seen();
    yaml.comment(
        "  ",
        Figures.round(rule.perSecond())
            + " calls per second, "
            + Math.round(seen.failures())
            + " of "
            + Math.round(seen.calls())
            + " failed, p99 "
            + Figures.round(seen.p99Millis())
            + " ms:");
    List<String> operations = seen.operations();
    for (int i = 0; i < operations.size() && i < MOST_OPERATIONS; i++) {
      yaml.comment("  ", "  " + operations.get(i));
    }
    if (operations.size() > MOST_OPERATIONS) {
      yaml.comment("  ", "  and " + (operations.size() - MOST_OPERATIONS) + " more");
    }
  }

  private void figure(String key, Figure figure) {
    if (figure.value() == null) {
      yaml.comment("      ", "no " + key + ": " + figure.why());
    } else {
      yaml.figure("      ", key + ": " + figure.value(), figure.why());
    }
  }

  private static String listed(Map<String, String> conditions) {
    return conditions.entrySet().stream()
        .map(each -> each.getKey() + ": " + Yaml.quoted(each.getValue()))
        .collect(Collectors.joining(", "));
  }
}
