package dev.retrofuse.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What the engine must do on a bad day, whatever the seed. */
class GatesTest {
  private static final int SEEDS = 5;
  private static final double POSSIBLE = 0.55;

  @Test
  void goodputIsBackFifteenSecondsAfterARetryStorm() {
    Runs runs = Runs.play(Scenarios.storm(), Contenders.retrofuse(), SEEDS);
    assertTrue(runs.most(Run::recovery) <= 15, () -> "after " + runs.most(Run::recovery) + " s");
  }

  @Test
  void withABreakerForEachShardThoseThatAreUpAreServed() {
    Runs runs = Runs.play(Scenarios.partialOutage(), Contenders.retrofusePerKey(), SEEDS);
    double served = runs.least(Run::servedInTrouble) / POSSIBLE;
    assertTrue(served >= 0.95, () -> served + " of what is possible");
  }

  @Test
  void aHealthyDependencyUnderFullLoadIsNeverRefused() {
    for (Scenario scenario : Scenarios.all()) {
      if (!scenario.seldom()) {
        Runs runs = Runs.play(scenario, Contenders.retrofuse(), 1);
        assertTrue(runs.first().falseTrips() == 0, scenario.title());
      }
    }
  }
}
