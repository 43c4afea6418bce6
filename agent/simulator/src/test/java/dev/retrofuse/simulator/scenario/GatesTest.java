package dev.retrofuse.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.simulator.policy.Contender;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the engine must do on a bad day, by the numbers of the failure modes; and what the models
 * beside it do, for a gate that everybody passes proves nothing. It is held for the first seeds,
 * ten here and fifty in {@code scripts/soak}, which are the same each time. Of others a few miss a
 * gate by a little: of 3,000, a hang was seen after 1.24 to 1.34 s with 48, and goodput was back 16
 * s after a storm with 3 of 200.
 */
class GatesTest {
  /** More of them in {@code scripts/soak}. */
  private static final int SEEDS = Integer.getInteger("retrofuse.seeds", 10);

  private static final int PEER_SEEDS = 5;
  private static final int DAYS = 2 * SEEDS;
  private static final double SLOW_SECONDS = 1;
  private static final double SECONDS_TO_SEE_AN_OUTAGE = 30;

  private static final List<Contender> BREAKERS =
      List.of(Contenders.retrofuse(), Contenders.retrofuseConfident());

  @Test
  void f01AHerdOfAHundredIsBackInTwentySeconds() {
    Scenario herd = Scenarios.herd(100);
    atMost(20, herd, BREAKERS, Run::recovery);
    atLeast(30, herd, Contenders.resilience4j(5), Run::recovery);
    atLeast(100, herd, Contenders.resilience4j(60), Run::recovery);
    atLeast(50, worst(herd, Contenders.envoy(), Run::recovery));
    atLeast(50, worst(herd, Contenders.grpc(), Run::recovery));
    atLeast(Run.NEVER, herd, Contenders.none(), Run::recovery);
  }

  @Test
  void f01AHerdOfFourIsBackInFortyFiveSeconds() {
    Scenario herd = Scenarios.herd(4);
    atMost(45, herd, BREAKERS, Run::recovery);
    atLeast(25, herd, Contenders.resilience4j(5), Run::recovery);
    atLeast(5, herd, Contenders.resilience4j(5), Run::tripsPerClient);
    atLeast(50, worst(herd, Contenders.envoy(), Run::recovery));
    atLeast(50, worst(herd, Contenders.grpc(), Run::recovery));
  }

  @Test
  void f02TrialsOfAHundredClientsAreNotInStep() {
    Scenario outage = Scenarios.longOutage();
    atMost(2.5, outage, BREAKERS, Run::burst);
    atLeast(4, outage, Contenders.retrofuseWithoutJitter(), Run::burst);
    atLeast(4, outage, Contenders.grpc(), Run::burst);
    atLeast(10, outage, Contenders.envoy(), Run::burst);
    atLeast(20, outage, Contenders.resilience4j(60), Run::burst);
  }

  @Test
  void f03GoodputIsBackFifteenSecondsAfterARetryStorm() {
    Scenario storm = Scenarios.storm();
    atMost(15, storm, BREAKERS, Run::recovery);
    atMost(15, storm, List.of(Contenders.retrofuseRetries()), Run::recovery);
    atMost(2, storm, List.of(Contenders.retrofuseRetries()), Run::peakLoad);
    atLeast(25, storm, Contenders.envoy(), Run::recovery);
    atLeast(35, storm, Contenders.grpc(), Run::recovery);
    atLeast(50, storm, Contenders.resilience4j(60), Run::recovery);
    atLeast(Run.NEVER, storm, Contenders.retries(), Run::recovery);
    atLeast(3.5, storm, Contenders.retries(), Run::peakLoad);
  }

  @Test
  void f04AtOneCallInTwoSecondsItTripsForNothingOnNoDayAndStillSeesAnOutage() {
    Runs runs = Runs.play(Scenarios.lowTraffic(), Contenders.retrofuseConfident(), DAYS);
    assertTrue(runs.most(Run::falseTrips) == 0, () -> runs.mean(Run::falseTrips) + " a day");
    assertTrue(runs.median(Run::seen) <= SECONDS_TO_SEE_AN_OUTAGE, "outage seen too late");
    atLeast(10, Scenarios.lowTraffic(), Contenders.resilience4jForLowTraffic(), Run::falseTrips);
    atLeast(60, Scenarios.lowTraffic(), Contenders.resilience4j(60), Run::seen);
    atLeast(Run.NEVER, Scenarios.lowTraffic(), Contenders.grpc(), Run::seen);
  }

  /** The gate of none a day is for confidence; without it chance opens a breaker now and then. */
  @Test
  void f04AtTheDefaultsItTripsForNothingOnFewDays() {
    double aDay =
        Runs.play(Scenarios.lowTraffic(), Contenders.retrofuse(), DAYS).mean(Run::falseTrips);
    assertTrue(aDay <= 0.4, () -> aDay + " a day");
  }

  /** Of 20 shards; what can be served is what goes to the others. */
  @ParameterizedTest
  @ValueSource(ints = {9, 12})
  void f05ShardsThatAreUpAreServed(int down) {
    Scenario outage = Scenarios.partialOutage(down);
    double possible = 1 - (double) down / Scenarios.SHARDS;
    atLeast(0.95 * possible, outage, Contenders.retrofuseKeyed(), Run::servedInTrouble);
    atLeast(0.95 * possible, outage, Contenders.retrofusePerKey(), Run::servedInTrouble);
    atMost(0.05, outage, List.of(Contenders.resilience4j(60)), Run::servedInTrouble);
    atMost(0.05, outage, List.of(Contenders.envoy()), Run::servedInTrouble);
  }

  @Test
  void f05OneConfidentBreakerServesThemWhileFewerThanHalfAreDown() {
    Scenario outage = Scenarios.partialOutage(9);
    atLeast(0.95 * 0.55, outage, Contenders.retrofuseConfident(), Run::servedInTrouble);
  }

  @Test
  void f06AHangIsSeenSoonAfterCallsAreSlowAndHoldsFew() {
    Scenario hang = Scenarios.hang();
    atMost(1.2 * SLOW_SECONDS, hang, BREAKERS, Run::seen);
    atMost(200, hang, BREAKERS, Run::letIn);
    for (Contender peer :
        List.of(Contenders.resilience4j(60), Contenders.envoy(), Contenders.grpc())) {
      atLeast(30, hang, peer, Run::seen);
      atLeast(2_800, hang, peer, Run::letIn);
    }
  }

  @Test
  void f19ZombieWorkIsOvercomeAndWhereItIsDroppedGoodputIsBackAtOnce() {
    Scenario dropping = Scenarios.stormOnAServerThatDropsExpiredWork();
    atMost(15, Scenarios.storm(), BREAKERS, Run::recovery);
    atMost(10, dropping, BREAKERS, Run::recovery);
    atMost(5, dropping, List.of(Contenders.retries()), Run::recovery);
    atLeast(Run.NEVER, Scenarios.storm(), Contenders.retries(), Run::recovery);
    atLeast(50, dropping, Contenders.resilience4j(60), Run::recovery);
  }

  @Test
  void aHealthyDependencyUnderFullLoadIsNeverRefused() {
    List<Contender> all =
        List.of(
            Contenders.retrofuse(),
            Contenders.retrofuseConfident(),
            Contenders.retrofuseThrottle());
    for (Scenario scenario : List.of(Scenarios.storm(), Scenarios.herd(4), Scenarios.hang())) {
      atMost(0, scenario, all, Run::falseTrips);
    }
  }

  /** With each of the seeds. */
  private static void atMost(
      double limit, Scenario scenario, List<Contender> contenders, ToDoubleFunction<Run> figure) {
    Map<String, Double> over =
        contenders.stream()
            .collect(
                Collectors.toMap(
                    Contender::name, each -> Runs.play(scenario, each, SEEDS).most(figure)));
    over.values().removeIf(most -> most <= limit);
    assertTrue(over.isEmpty(), () -> scenario.title() + ", at most " + limit + ": " + over);
  }

  /** With each of the first five seeds. */
  private static void atLeast(
      double limit, Scenario scenario, Contender contender, ToDoubleFunction<Run> figure) {
    double least = Runs.play(scenario, contender, PEER_SEEDS).least(figure);
    assertTrue(
        least >= limit,
        () -> scenario.title() + ", " + contender.name() + ", at least " + limit + ": " + least);
  }

  /** For those that chance decides about: the worst of the seeds. */
  private static double worst(
      Scenario scenario, Contender contender, ToDoubleFunction<Run> figure) {
    return Runs.play(scenario, contender, PEER_SEEDS).most(figure);
  }

  private static void atLeast(double limit, double figure) {
    assertTrue(figure >= limit, () -> "at least " + limit + ": " + figure);
  }
}
