package dev.retrofuse.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.simulator.policy.Contender;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What the engine must do on a bad day, whatever the seed. */
class GatesTest {
  private static final int SEEDS = 10;
  private static final int DAYS = 20;
  private static final double SLOW_SECONDS = 1;
  private static final double SECONDS_TO_SEE_AN_OUTAGE = 30;

  @Test
  void goodputIsBackFifteenSecondsAfterARetryStorm() {
    atMost(15, Scenarios.storm(), Contenders.retrofuse(), Run::recovery);
    atMost(15, Scenarios.storm(), Contenders.retrofuseQuick(), Run::recovery);
  }

  @Test
  void aHerdOfAHundredIsBackInTwentySeconds() {
    atMost(20, Scenarios.herd(100), Contenders.retrofuse(), Run::recovery);
    atMost(20, Scenarios.herd(100), Contenders.retrofuseQuick(), Run::recovery);
  }

  @Test
  void aHerdOfFourIsBackInFortyFiveSeconds() {
    atMost(45, Scenarios.herd(4), Contenders.retrofuse(), Run::recovery);
    atMost(45, Scenarios.herd(4), Contenders.retrofuseQuick(), Run::recovery);
  }

  @Test
  void aHangIsSeenSoonAfterCallsAreSlow() {
    atMost(1.2 * SLOW_SECONDS, Scenarios.hang(), Contenders.retrofuse(), Run::seen);
  }

  @Test
  void aHangHoldsFewCalls() {
    atMost(200, Scenarios.hang(), Contenders.retrofuse(), Run::letIn);
    atMost(200, Scenarios.hang(), Contenders.retrofuseQuick(), Run::letIn);
  }

  @Test
  void shardsThatAreUpAreServedWhileFewerThanHalfAreDown() {
    atLeast(0.95 * 0.55, Scenarios.partialOutage(9), Contenders.retrofuseQuick());
  }

  @Test
  void aBreakerThatTellsShardsApartServesThoseThatAreUp() {
    atLeast(0.95 * 0.55, Scenarios.partialOutage(9), Contenders.retrofuseKeyed());
    atLeast(0.95 * 0.40, Scenarios.partialOutage(12), Contenders.retrofuseKeyed());
  }

  @Test
  void withABreakerForEachShardThoseThatAreUpAreServed() {
    atLeast(0.95 * 0.55, Scenarios.partialOutage(9), Contenders.retrofusePerKey());
    atLeast(0.95 * 0.40, Scenarios.partialOutage(12), Contenders.retrofusePerKey());
  }

  @Test
  void atOneCallInTwoSecondsItTripsForNothingOnNoDayAndStillSeesAnOutage() {
    Runs runs = Runs.play(Scenarios.lowTraffic(), Contenders.retrofuseQuick(), DAYS);
    assertTrue(runs.most(Run::falseTrips) == 0, () -> runs.mean(Run::falseTrips) + " a day");
    assertTrue(runs.median(Run::seen) <= SECONDS_TO_SEE_AN_OUTAGE, "outage seen too late");
  }

  @Test
  void aHealthyDependencyUnderFullLoadIsNeverRefused() {
    for (Scenario scenario : List.of(Scenarios.storm(), Scenarios.herd(4), Scenarios.hang())) {
      atMost(0, scenario, Contenders.retrofuse(), Run::falseTrips);
      atMost(0, scenario, Contenders.retrofuseQuick(), Run::falseTrips);
      atMost(0, scenario, Contenders.retrofuseThrottle(), Run::falseTrips);
    }
  }

  private static void atMost(
      double limit, Scenario scenario, Contender contender, ToDoubleFunction<Run> figure) {
    double worst = Runs.play(scenario, contender, SEEDS).most(figure);
    assertTrue(worst <= limit, () -> scenario.title() + ", " + contender.name() + ": " + worst);
  }

  private static void atLeast(double share, Scenario scenario, Contender contender) {
    double worst = Runs.play(scenario, contender, SEEDS).least(Run::servedInTrouble);
    assertTrue(worst >= share, () -> scenario.title() + ", " + contender.name() + ": " + worst);
  }
}
