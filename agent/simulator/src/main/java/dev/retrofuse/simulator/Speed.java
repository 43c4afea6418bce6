package dev.retrofuse.simulator;

import com.sun.management.OperatingSystemMXBean;
import dev.retrofuse.simulator.client.Traffic;
import dev.retrofuse.simulator.policy.Contender;
import dev.retrofuse.simulator.scenario.Contenders;
import dev.retrofuse.simulator.scenario.Run;
import dev.retrofuse.simulator.scenario.Scenario;
import dev.retrofuse.simulator.scenario.Simulation;
import dev.retrofuse.simulator.server.Machine;
import dev.retrofuse.simulator.server.Phase;
import java.lang.management.ManagementFactory;
import java.util.List;

/** Prints how long an hour of 10,000 clients takes that each make a call a second. */
public final class Speed {
  private static final int HOUR = 3_600;
  private static final int CLIENTS = 10_000;
  private static final double MOST_SECONDS = 60;

  private Speed() {}

  /** Exits with 1 when the engine's hour takes the process more than a minute of a processor. */
  public static void main(String[] args) {
    boolean inTime = seconds(Contenders.retrofuse()) <= MOST_SECONDS;
    seconds(Contenders.none());
    System.exit(inTime ? 0 : 1);
  }

  /** Of processors, by all threads of the process: the compiler's and the collector's, too. */
  private static double seconds(Contender contender) {
    long begin = System.nanoTime();
    double workBefore = work();
    Run run = Simulation.play(hour(), contender, 1);
    double work = work() - workBefore;
    System.out.printf(
        "%s: %,d events in %.1f s, of which %.1f s on a processor%n",
        contender.name(), run.events(), (System.nanoTime() - begin) / 1e9, work);
    return work;
  }

  private static double work() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }

  private static Scenario hour() {
    return new Scenario(
        "hour",
        "An hour",
        "An outage of a minute in the middle of the hour.",
        new Traffic(CLIENTS, CLIENTS, 1, 1, 0),
        new Machine(1.3 * CLIENTS, 20_000, 1, 1),
        HOUR / 2,
        HOUR / 2 + 60,
        HOUR,
        List.of(Phase.healthy(0), Phase.down(HOUR / 2.0), Phase.healthy(HOUR / 2.0 + 60)));
  }
}
