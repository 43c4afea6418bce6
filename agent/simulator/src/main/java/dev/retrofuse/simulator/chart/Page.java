package dev.retrofuse.simulator.chart;

import dev.retrofuse.simulator.scenario.Run;
import dev.retrofuse.simulator.scenario.Runs;
import dev.retrofuse.simulator.scenario.Scenario;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The results as a page of Markdown. */
public final class Page {
  private static final String HEAD =
      """
      # Simulations

      What becomes of a dependency's callers on a bad day depends less on one breaker than on many of them together. `agent/simulator`
      plays thousands of clients, each with a policy of its own, against one dependency, event by event and repeatable by its seed.
      Retrofuse's part is played by its real engine under a simulated clock; the others are models, written after what their code and
      documentation say, not their code. What holds is the order of the policies, not the seconds. `scripts/simulate` writes this page and its charts.

      The models: *resilience4j-like* opens at half of the last 100 calls, waits 60 s (its default; 5 s beside it), and lets 10 calls decide;
      *Envoy-like* ejects the host after five failures in a row for 30 s, 60 s, ..., looked at every 10 s, takes it back whole, and retries at most a fifth
      of the calls under way; *gRPC-like* ejects it when 85 %% of at least 50 calls of an interval of 10 s failed, and throttles retries by tokens;
      *SRE throttle* refuses at random what exceeds twice what was accepted in the last 5 s; *plain retries* and *none* refuse nothing. There is one
      host only, so rules that keep a part of several hosts in use are off.

      *Retrofuse* stands with the defaults of a breaker and slow calls from 1 s on, and so do those beside it but for what their names say:
      *confidence 90 %%* opens when it is sure of the rates, *throttle* has the throttle of a rule in place of a breaker, *by key* tells calls apart by
      shard and has breakers for those that fail, *scope by key* has one for each shard from the beginning. Where a scenario has retries, it is the
      application above that tries again what failed, refused or not, and the engine has no say in that; but under *its own retries* the
      application does not retry, and the rule does within its budget.

      Scenarios bear the numbers of the [failure modes](failure-modes.md). `GatesTest` plays each with the first ten seeds, `scripts/soak` with fifty, and holds Retrofuse to its gates,
      and the models to what is known of their originals.

      Every policy meets the same calls. Charts show the first seed, as means over 3 s, with the trouble shaded; figures are medians of %d seeds, the
      worst of them in brackets. *Back after*: from the end of the trouble to the first 10 s with 95 %% of the goodput before. *Lost*: the
      share of calls that did not end well, from the beginning of the trouble on. *Let in*: tries that reached the server during it.
      *Burst*: in the second half of the trouble, the most of them in a second over their mean. *Seen after*: when the
      first try was refused. *Trips*: how often a client began to refuse, on average; *false*: of all clients together, before there was any trouble.
      """;
  private static final String COLUMNS =
      """

      | policy | back after, s | lost, %% | served during it, %% | let in | burst | seen after, s | trips | false |
      |---|---|---|---|---|---|---|---|---|
      """;

  private final StringBuilder text = new StringBuilder();

  /** Begins with what there is to know. */
  public Page(int seeds) {
    add(HEAD, seeds);
  }

  /** Adds a scenario's story and table. */
  public void add(Scenario scenario, List<Runs> results) {
    add("\n## %s\n\n%s\n", scenario.title(), scenario.story());
    if (!scenario.seldom()) {
      add("\n![%s](img/%s.svg)\n", scenario.title(), scenario.name());
    }
    add(COLUMNS);
    for (Runs runs : results) {
      row(scenario, runs);
    }
  }

  private void row(Scenario scenario, Runs runs) {
    String back = scenario.recovers() ? figure(runs, Run::recovery, "%.0f") : "";
    add(
        "| %s | %s | %s | %s | %s | %s | %s | %s | %s |\n",
        runs.contender().name(),
        back,
        figure(runs, run -> 100 * run.lost(), "%.0f"),
        String.format(Locale.ROOT, "%.1f", 100 * runs.median(Run::servedInTrouble)),
        String.format(Locale.ROOT, "%,.0f", runs.median(Run::letIn)),
        scenario.endsDown() ? figure(runs, Run::burst, "%.1f") : "",
        figure(runs, Run::seen, "%.1f"),
        String.format(Locale.ROOT, "%.1f", runs.median(Run::tripsPerClient)),
        String.format(Locale.ROOT, "%.1f", runs.mean(Run::falseTrips)));
  }

  /** The median, and the worst where it differs. */
  private static String figure(Runs runs, ToDoubleFunction<Run> figure, String format) {
    String median = text(runs.median(figure), format);
    String worst = text(runs.most(figure), format);
    return median.equals(worst) ? median : median + " (" + worst + ")";
  }

  private static String text(double value, String format) {
    return value == Run.NEVER ? "never" : String.format(Locale.ROOT, format, value);
  }

  private void add(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
