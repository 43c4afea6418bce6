package dev.retrofuse.simulator.scenario;

import dev.retrofuse.simulator.client.Ledger;
import java.util.Arrays;

/** How a scenario went under a policy, in figures. */
public final class Run {
  /** Instead of a time: it did not happen while the scenario was played. */
  public static final double NEVER = Double.POSITIVE_INFINITY;

  private static final int STRETCH = 10;
  private static final double BACK = 0.95;

  private final Scenario scenario;
  private final String policy;
  private final int[] offered;
  private final int[] good;
  private final int[] sent;
  private final double seen;
  private final int falseTrips;
  private final int trips;
  private final long events;

  Run(
      Scenario scenario,
      String policy,
      Ledger ledger,
      double seen,
      int falseTrips,
      int trips,
      long events) {
    this.scenario = scenario;
    this.policy = policy;
    this.seen = seen;
    this.falseTrips = falseTrips;
    this.trips = trips;
    this.events = events;
    offered = ledger.offered();
    good = ledger.good();
    sent = ledger.sent();
  }

  public String policy() {
    return policy;
  }

  /** Calls that clients wanted to make, in each second. */
  public int[] offered() {
    return offered.clone();
  }

  /** Calls that ended well, in each second. */
  public int[] goodput() {
    return good.clone();
  }

  /** Tries that reached the server, in each second. */
  public int[] tries() {
    return sent.clone();
  }

  /**
   * Seconds from the end of the trouble until goodput is back: until the first 10 s with at least
   * 95 % of the goodput before; {@link #NEVER} if there are none.
   */
  public double recovery() {
    double before = mean(good, scenario.begins() / 2, scenario.begins());
    for (int from = scenario.ends(); from + STRETCH <= scenario.seconds(); from++) {
      if (mean(good, from, from + STRETCH) >= BACK * before) {
        return from - scenario.ends();
      }
    }
    return NEVER;
  }

  private static double mean(int[] counts, int from, int to) {
    return sum(counts, from, to) / (double) (to - from);
  }

  private static long sum(int[] counts, int from, int to) {
    return Arrays.stream(counts, from, to).asLongStream().sum();
  }

  /** The share of calls that did not end well, of those offered since the trouble began. */
  public double lost() {
    return 1 - served(scenario.begins(), scenario.seconds());
  }

  /** The share of calls that ended well while the trouble lasted. */
  public double servedInTrouble() {
    return served(scenario.begins(), scenario.ends());
  }

  private double served(int from, int to) {
    return sum(good, from, to) / (double) sum(offered, from, to);
  }

  /** Tries that reached the server while the trouble lasted. */
  public long letIn() {
    return sum(sent, scenario.begins(), scenario.ends());
  }

  /** The most tries that reached the server in a second, over the mean of calls before. */
  public double peakLoad() {
    int most = Arrays.stream(sent, scenario.begins(), scenario.seconds()).max().orElse(0);
    return most / mean(offered, 0, scenario.begins());
  }

  /**
   * How much clients are in step: in the second half of the trouble, the most tries that reached
   * the server in a second over their mean; 0 where there are none.
   */
  public double burst() {
    int from = (scenario.begins() + scenario.ends()) / 2;
    int most = Arrays.stream(sent, from, scenario.ends()).max().orElse(0);
    return most == 0 ? 0 : most / mean(sent, from, scenario.ends());
  }

  /** Seconds from the beginning of the trouble until the first call was refused. */
  public double seen() {
    return seen;
  }

  /** How often policies began to refuse calls before there was trouble. */
  public int falseTrips() {
    return falseTrips;
  }

  /** How often a client's policy began to refuse calls since, on average. */
  public double tripsPerClient() {
    return (double) trips / scenario.traffic().clients();
  }

  /** How many events the simulation handled. */
  public long events() {
    return events;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Run that
        && scenario.equals(that.scenario)
        && policy.equals(that.policy)
        && Arrays.equals(offered, that.offered)
        && Arrays.equals(good, that.good)
        && Arrays.equals(sent, that.sent)
        && falseTrips == that.falseTrips
        && trips == that.trips
        && events == that.events;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(good);
  }
}
