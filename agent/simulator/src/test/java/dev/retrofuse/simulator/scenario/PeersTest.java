package dev.retrofuse.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The models show what is known of what they are models of; else a gate would prove nothing. */
class PeersTest {
  private static final int SEEDS = 3;

  @Test
  void plainRetriesNeverComeBackFromAStorm() {
    Runs runs = Runs.play(Scenarios.storm(), Contenders.retries(), SEEDS);
    assertEquals(Run.NEVER, runs.least(Run::recovery));
    assertTrue(runs.least(Run::peakLoad) > 3.5);
    assertEquals(0, runs.first().goodput()[150]);
  }

  @Test
  void coldCachesUnderFullLoadStayCold() {
    Runs runs = Runs.play(Scenarios.herd(100), Contenders.none(), SEEDS);
    assertEquals(Run.NEVER, runs.least(Run::recovery));
  }

  @Test
  void aFewClientsThatCloseAtOnceOpenAgainAndAgain() {
    Runs runs = Runs.play(Scenarios.herd(4), Contenders.resilience4j(5), SEEDS);
    assertTrue(runs.least(Run::tripsPerClient) > 5);
    assertTrue(runs.least(Run::recovery) > 25);
  }

  @Test
  void oneCountForAllShardsMakesAPartialOutageATotalOne() {
    Runs runs = Runs.play(Scenarios.partialOutage(9), Contenders.resilience4j(60), SEEDS);
    assertTrue(runs.most(Run::servedInTrouble) < 0.05);
  }

  @Test
  void aHangIsSeenWhenItsFirstCallsTimeOut() {
    Runs runs = Runs.play(Scenarios.hang(), Contenders.resilience4j(60), SEEDS);
    assertEquals(30.5, runs.median(Run::seen), 0.5);
    assertEquals(3_050, runs.median(Run::letIn), 200);
  }

  @Test
  void aWindowOfFiveCallsTripsTwentyTimesADayForNothing() {
    Runs runs = Runs.play(Scenarios.lowTraffic(), Contenders.resilience4jForLowTraffic(), SEEDS);
    assertTrue(runs.mean(Run::falseTrips) > 15);
  }
}
