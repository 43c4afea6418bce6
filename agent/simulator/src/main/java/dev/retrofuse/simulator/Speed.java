package dev.retrofuse.simulator;

import dev.retrofuse.simulator.client.Traffic;
import dev.retrofuse.simulator.policy.Contender;
import dev.retrofuse.simulator.scenario.Contenders;
import dev.retrofuse.simulator.scenario.Run;
import dev.retrofuse.simulator.scenario.Scenario;
import dev.retrofuse.simulator.scenario.Simulation;
import dev.retrofuse.simulator.server.Machine;
import dev.retrofuse.simulator.server.Phase;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;

/** Prints how long an hour of 10,000 clients takes that each make a call a second. */
public final class Speed {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int HOUR = 3_600;
  private static final int CLIENTS = 10_000;

  private Speed() {}

  public static void main(String[] args) {
    Scenario hour =
        new Scenario(
            "hour",
            "An hour",
            "An outage of a minute in the middle of the hour.",
            new Traffic(CLIENTS, CLIENTS, 1, 1, 0),
            new Machine(1.3 * CLIENTS, 20_000, 1, 1),
            HOUR / 2,
            HOUR / 2 + 60,
            HOUR,
            List.of(Phase.healthy(0), Phase.down(HOUR / 2.0), Phase.healthy(HOUR / 2.0 + 60)));
    for (Contender contender : List.of(Contenders.none(), Contenders.retrofuse())) {
      long begin = System.nanoTime();
      long beginOfWork = THREADS.getCurrentThreadCpuTime();
      Run run = Simulation.play(hour, contender, 1);
      double seconds = (System.nanoTime() - begin) / 1e9;
      double work = (THREADS.getCurrentThreadCpuTime() - beginOfWork) / 1e9;
      System.out.printf(
          "%s: %,d events in %.1f s, of which %.1f s on a processor%n",
          contender.name(), run.events(), seconds, work);
    }
  }
}
