package dev.retrofuse.peers;

import dev.retrofuse.peers.failure.F04LowTrafficFlapping;
import dev.retrofuse.peers.failure.F05PartialFailureMadeTotal;
import dev.retrofuse.peers.failure.F06HangGivesNoEvidence;
import dev.retrofuse.peers.failure.F07StaleResultsDecide;
import dev.retrofuse.peers.failure.F08TrialCallsGetLost;
import dev.retrofuse.peers.failure.F09ForeignRelease;
import dev.retrofuse.peers.failure.F10CancelledCallsLeakPermits;
import dev.retrofuse.peers.failure.F11RefusesLate;
import dev.retrofuse.peers.failure.F12ClockSteps;
import dev.retrofuse.peers.failure.F13TooManyKeys;
import dev.retrofuse.peers.failure.F21EditLosesStateOrBlocks;
import dev.retrofuse.peers.failure.F22TumblingWindowEdge;
import dev.retrofuse.peers.failure.F23RefusalCosts;
import dev.retrofuse.peers.failure.F24AdaptiveLimitPoisonsItself;
import java.util.List;

/** All that are played here, in the order of their numbers. */
public final class FailureModes {
  private FailureModes() {}

  public static List<FailureMode> all() {
    return List.of(
        new F04LowTrafficFlapping(),
        new F05PartialFailureMadeTotal(),
        new F06HangGivesNoEvidence(),
        new F07StaleResultsDecide(),
        new F08TrialCallsGetLost(),
        new F09ForeignRelease(),
        new F10CancelledCallsLeakPermits(),
        new F11RefusesLate(),
        new F12ClockSteps(),
        new F13TooManyKeys(),
        new F21EditLosesStateOrBlocks(),
        new F22TumblingWindowEdge(),
        new F23RefusalCosts(),
        new F24AdaptiveLimitPoisonsItself());
  }
}
