package dev.retrofuse.simulator.scenario;

import dev.retrofuse.simulator.client.Traffic;
import dev.retrofuse.simulator.server.Machine;
import dev.retrofuse.simulator.server.Phase;
import java.util.List;

/** The bad days that every policy is played on. */
public final class Scenarios {
  /** 77 % of what the machine can do. */
  private static final double LOAD = 1_000;

  private static final double CAPACITY = 1_300;

  /** Keys of a dependency that has more than one. */
  static final int SHARDS = 20;

  private static final int DAY = 86_400;

  private Scenarios() {}

  public static List<Scenario> all() {
    return List.of(
        herd(100),
        herd(4),
        longOutage(),
        storm(),
        lowTraffic(),
        partialOutage(9),
        partialOutage(12),
        hang(),
        stormOnAServerThatDropsExpiredWork());
  }

  /** A short dip of capacity under clients that retry. */
  public static Scenario storm() {
    return storm(
        "storm",
        "F3: Retry storm",
        "100 clients offer 77 % of what the server can do and try a call up to four times. For 10 s the server has"
            + " 40 % of its capacity. It works on what its clients have given up, too.",
        new Machine(CAPACITY, 100_000, 1, 1));
  }

  /** The same where the server looks who still waits. */
  public static Scenario stormOnAServerThatDropsExpiredWork() {
    return storm(
        "storm-dropping",
        "F19: Zombie work dropped",
        "The storm of F3, on a server whose calls say how long their clients wait: what it could not answer in time it"
            + " drops before it begins to work on it.",
        new Machine(CAPACITY, 100_000, 1, 1).droppingExpired());
  }

  private static Scenario storm(String name, String title, String story, Machine machine) {
    return new Scenario(
        name,
        title,
        story,
        new Traffic(100, LOAD, 1, 1, 3),
        machine,
        30,
        40,
        160,
        List.of(Phase.healthy(0), Phase.healthy(30).withCapacity(0.4), Phase.healthy(40)));
  }

  /** An outage after which the server comes back with cold caches. */
  public static Scenario herd(int clients) {
    return new Scenario(
        "herd-" + clients,
        "F1: Herd of " + clients + " clients",
        clients
            + " clients offer 77 % of what the server can do, and do not retry. It is down for 20 s and comes back with"
            + " cold caches, able to do 10 % of it; only answers that come in time warm them.",
        new Traffic(clients, LOAD, 1, 1, 0),
        new Machine(CAPACITY, 2_000, 0.1, 5_000),
        30,
        50,
        250,
        List.of(Phase.healthy(0), Phase.down(30), Phase.coldStart(50)));
  }

  /** An outage so long that clients try again and again whether it is over. */
  public static Scenario longOutage() {
    return new Scenario(
        "long-outage",
        "F2: Trials in step",
        "100 clients meet an outage in the same second, and it lasts. Do they try in step whether it is over? The"
            + " chart shows the tries that reach the server.",
        new Traffic(100, LOAD, 1, 1, 0),
        new Machine(CAPACITY, 2_000, 1, 1),
        30,
        270,
        270,
        List.of(Phase.healthy(0), Phase.down(30)));
  }

  /** Some of the 20 shards behind one address are down. */
  public static Scenario partialOutage(int down) {
    int percent = 100 * down / SHARDS;
    return new Scenario(
        "partial-outage-" + percent,
        "F5: Partial outage, " + percent + " %",
        "10 clients call a dependency of "
            + SHARDS
            + " shards; from the 30th second on, "
            + down
            + " of them fail at once.",
        new Traffic(10, LOAD, SHARDS, 1, 0),
        new Machine(CAPACITY, 2_000, 1, 1),
        30,
        150,
        150,
        List.of(Phase.healthy(0), Phase.healthy(30).withKeysDown(down)));
  }

  /** The server takes calls and never answers. */
  public static Scenario hang() {
    return new Scenario(
        "hang",
        "F6: Hang",
        "A client makes 100 calls/s and waits up to 30 s for each. For 60 s the server takes calls and answers none.",
        new Traffic(1, 100, 1, 30, 0),
        new Machine(CAPACITY, 100_000, 1, 1),
        30,
        90,
        180,
        List.of(Phase.healthy(0), Phase.hanging(30), Phase.healthy(90)));
  }

  /** A healthy dependency that is seldom called, for a day, and down for ten minutes after it. */
  public static Scenario lowTraffic() {
    return new Scenario(
        "low-traffic",
        "F4: Low traffic",
        "A client makes a call every 2 s, of which 5 % fail, for a day; then the server is down for ten minutes.",
        new Traffic(1, 0.5, 1, 1, 0),
        new Machine(CAPACITY, 2_000, 1, 1),
        DAY,
        DAY + 600,
        DAY + 1_200,
        List.of(
            Phase.healthy(0).withNoise(0.05),
            Phase.down(DAY),
            Phase.healthy(DAY + 600).withNoise(0.05)));
  }
}
