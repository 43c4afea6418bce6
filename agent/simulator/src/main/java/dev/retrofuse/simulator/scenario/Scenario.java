package dev.retrofuse.simulator.scenario;

import dev.retrofuse.simulator.client.Traffic;
import dev.retrofuse.simulator.server.Machine;
import dev.retrofuse.simulator.server.Phase;
import java.util.List;

/**
 * A bad day.
 *
 * @param name in file names
 * @param title begins with the number of the failure mode
 * @param story what happens, for a reader
 * @param begins when the trouble begins, in seconds
 * @param ends when it ends, in seconds
 * @param seconds how long it is played
 * @param phases how the server is from the beginning on, each until the next
 */
public record Scenario(
    String name,
    String title,
    String story,
    Traffic traffic,
    Machine machine,
    int begins,
    int ends,
    int seconds,
    List<Phase> phases) {
  private static final double SELDOM = 10;

  /** Whether calls are so few that a second's goodput says nothing. */
  public boolean seldom() {
    return traffic.callsPerSecond() < SELDOM;
  }

  /** Whether nothing is served to its end, so that tries say more than goodput. */
  public boolean endsDown() {
    return phases.get(phases.size() - 1).mode() == Phase.Mode.DOWN;
  }

  /** Whether it is played beyond the end of the trouble. */
  public boolean recovers() {
    return ends < seconds;
  }
}
