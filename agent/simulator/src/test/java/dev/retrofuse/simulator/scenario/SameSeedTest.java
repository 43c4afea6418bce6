package dev.retrofuse.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.retrofuse.simulator.policy.Contender;
import org.junit.jupiter.api.Test;

class SameSeedTest {
  private static final Scenario HERD = Scenarios.herd(100);

  @Test
  void aSeedGivesTheSameRunAgainWhateverWasPlayedBefore() {
    for (Contender contender : Contenders.of(HERD)) {
      Run first = Simulation.play(HERD, contender, 7);
      Simulation.play(HERD, Contenders.retrofuse(), 8);
      Run again = Simulation.play(HERD, contender, 7);
      assertArrayEquals(first.goodput(), again.goodput(), contender.name());
      assertEquals(first, again, contender.name());
    }
  }

  @Test
  void breakersByKeyAreNoException() {
    Scenario outage = Scenarios.partialOutage(12);
    Run first = Simulation.play(outage, Contenders.retrofuseKeyed(), 7);
    assertEquals(first, Simulation.play(outage, Contenders.retrofuseKeyed(), 7));
  }

  @Test
  void anotherSeedGivesAnotherRun() {
    Run one = Simulation.play(HERD, Contenders.retrofuse(), 7);
    Run other = Simulation.play(HERD, Contenders.retrofuse(), 8);
    assertNotEquals(one, other);
  }

  @Test
  void allPoliciesMeetTheSameCallsHoweverTheyRetry() {
    Run guarded = Simulation.play(Scenarios.storm(), Contenders.retrofuse(), 7);
    Run unguarded = Simulation.play(Scenarios.storm(), Contenders.none(), 7);
    assertArrayEquals(guarded.offered(), unguarded.offered());
  }
}
