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
import dev.retrofuse.peers.failure.F14ContentionInTheWindow;
import dev.retrofuse.peers.failure.F15LocalRefusalsCount;
import dev.retrofuse.peers.failure.F16MistakesInSettings;
import dev.retrofuse.peers.failure.F17WorkForNobody;
import dev.retrofuse.peers.failure.F18PoolRunsDry;
import dev.retrofuse.peers.failure.F20ThreadPoolIsolation;
import dev.retrofuse.peers.failure.F21EditLosesStateOrBlocks;
import dev.retrofuse.peers.failure.F22TumblingWindowEdge;
import dev.retrofuse.peers.failure.F23RefusalCosts;
import dev.retrofuse.peers.failure.F24AdaptiveLimitPoisonsItself;
import java.util.List;

/** All, in the order of their numbers. */
public final class FailureModes {
  private FailureModes() {}

  public static List<FailureMode> all() {
    return List.of(
        new Simulated(
            "F1",
            "Herd when a breaker closes",
            "100 clients come back at once to a side with cold caches",
            "F1: Herd of 100 clients"),
        new Simulated(
            "F2",
            "Breakers that opened together try together",
            "100 clients meet an outage in the same second and try in step whether it is over",
            "F2: Trials in step"),
        new Simulated(
            "F3",
            "Retry storm",
            "each client tries a call up to four times; a dip of 10 s becomes an outage",
            "F3: Retry storm"),
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
        new F14ContentionInTheWindow(),
        new F15LocalRefusalsCount(),
        new F16MistakesInSettings(),
        new F17WorkForNobody(),
        new F18PoolRunsDry(),
        new Simulated(
            "F19",
            "Work that its caller has given up",
            "the server works off its queue though nobody waits any more",
            "F19: Zombie work dropped"),
        new F20ThreadPoolIsolation(),
        new F21EditLosesStateOrBlocks(),
        new F22TumblingWindowEdge(),
        new F23RefusalCosts(),
        new F24AdaptiveLimitPoisonsItself());
  }
}
