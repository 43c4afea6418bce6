package dev.retrofuse.simulator.scenario;

import dev.retrofuse.simulator.policy.Contender;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/** A scenario under one policy, played with the seeds 1, 2, 3, ... */
public record Runs(Scenario scenario, Contender contender, List<Run> runs) {
  public static Runs play(Scenario scenario, Contender contender, int times) {
    List<Run> runs =
        LongStream.rangeClosed(1, times)
            .mapToObj(seed -> Simulation.play(scenario, contender, seed))
            .toList();
    return new Runs(scenario, contender, runs);
  }

  /** The one of the first seed, for charts. */
  public Run first() {
    return runs.get(0);
  }

  public double median(ToDoubleFunction<Run> figure) {
    return runs.stream()
        .mapToDouble(figure)
        .sorted()
        .skip(runs.size() / 2)
        .findFirst()
        .orElseThrow();
  }

  public double mean(ToDoubleFunction<Run> figure) {
    return runs.stream().mapToDouble(figure).average().orElseThrow();
  }

  public double most(ToDoubleFunction<Run> figure) {
    return runs.stream().mapToDouble(figure).max().orElseThrow();
  }

  public double least(ToDoubleFunction<Run> figure) {
    return runs.stream().mapToDouble(figure).min().orElseThrow();
  }
}
