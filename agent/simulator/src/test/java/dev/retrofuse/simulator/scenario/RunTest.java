package dev.retrofuse.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.simulator.client.Traffic;
import dev.retrofuse.simulator.server.Machine;
import dev.retrofuse.simulator.server.Phase;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunTest {
  @Test
  void withoutTroubleEveryCallEndsWell() {
    Run run = play(new Traffic(10, 500, 1, 1, 0), Phase.healthy(30));
    assertEquals(0, run.lost(), 0.001);
    assertEquals(0, run.recovery());
    assertEquals(Run.NEVER, run.seen());
    assertEquals(500, Arrays.stream(run.goodput()).average().orElseThrow(), 10);
  }

  @Test
  void whatIsLostInAnOutageIsTheCallsOfTheOutage() {
    Run run = play(new Traffic(10, 500, 1, 1, 0), Phase.down(30));
    assertEquals(0, run.servedInTrouble());
    assertEquals(10 / 70.0, run.lost(), 0.01);
    assertEquals(0, run.recovery());
    assertEquals(5_000, run.letIn(), 300);
  }

  @Test
  void aRetryThatGoesWellSavesItsCall() {
    Run once = play(new Traffic(10, 500, 1, 1, 0), Phase.healthy(30).withNoise(0.5));
    Run twice = play(new Traffic(10, 500, 1, 1, 1), Phase.healthy(30).withNoise(0.5));
    assertEquals(0.5, once.servedInTrouble(), 0.03);
    assertEquals(0.75, twice.servedInTrouble(), 0.03);
    assertEquals(1.5, (double) twice.letIn() / once.letIn(), 0.05);
  }

  @Test
  void moreThanTheCapacityIsNotServedAndSoonNothingInTime() {
    Run run = play(new Traffic(10, 500, 1, 1, 0), Phase.healthy(30).withCapacity(0.25));
    assertTrue(run.servedInTrouble() < 0.2, () -> "served " + run.servedInTrouble());
    // 2,500 calls wait; at 500/s more than come in, there are 1,000, a second's work, after 3 s.
    assertEquals(3, run.recovery(), 1);
  }

  private static Run play(Traffic traffic, Phase trouble) {
    Scenario scenario =
        new Scenario(
            "test",
            "",
            "",
            traffic,
            new Machine(1_000, 100_000, 1, 1),
            30,
            40,
            100,
            List.of(Phase.healthy(0), trouble, Phase.healthy(40)));
    return Simulation.play(scenario, Contenders.retries(), 1);
  }
}
