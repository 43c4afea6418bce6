package dev.retrofuse.simulator.scenario;

import dev.retrofuse.simulator.client.Clients;
import dev.retrofuse.simulator.client.Ledger;
import dev.retrofuse.simulator.event.Clock;
import dev.retrofuse.simulator.event.Event;
import dev.retrofuse.simulator.event.EventQueue;
import dev.retrofuse.simulator.policy.Contender;
import dev.retrofuse.simulator.policy.Policy;
import dev.retrofuse.simulator.server.Phase;
import dev.retrofuse.simulator.server.Server;
import java.util.List;
import java.util.SplittableRandom;

/** Plays a scenario under a policy: one event after the other, in one thread. */
public final class Simulation {
  private final Clock clock = new Clock();
  private final EventQueue events = new EventQueue();
  private final Policy[] policies;
  private final Ledger ledger;
  private final Clients clients;
  private final Server server;
  private final List<Phase> phases;
  private final long begins;
  private final long end;
  private int tripsBefore;
  private long played;

  private Simulation(Scenario scenario, Contender contender, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SplittableRandom forPolicies = random.split();
    policies = new Policy[scenario.traffic().clients()];
    for (int i = 0; i < policies.length; i++) {
      policies[i] = contender.factory().create(clock, forPolicies);
    }
    phases = scenario.phases();
    begins = time(scenario.begins());
    end = time(scenario.seconds());
    ledger = new Ledger(scenario.seconds());
    clients = new Clients(scenario.traffic(), policies, clock, events, random.split(), ledger);
    server = new Server(scenario.machine(), clock, events, random.split(), clients);
  }

  /** What happened; the same for the same seed. */
  public static Run play(Scenario scenario, Contender contender, long seed) {
    Simulation simulation = new Simulation(scenario, contender, seed);
    simulation.play();
    return new Run(
        scenario,
        contender.name(),
        simulation.ledger,
        simulation.seen(),
        simulation.tripsBefore,
        simulation.trips() - simulation.tripsBefore,
        simulation.played);
  }

  private static long time(double second) {
    return Ledger.BEGINNING + Clock.seconds(second);
  }

  private void play() {
    clock.set(Ledger.BEGINNING);
    for (int i = 0; i < phases.size(); i++) {
      events.add(time(phases.get(i).at()), Event.of(Event.PHASE, i));
    }
    events.add(begins, Event.of(Event.TROUBLE, 0));
    clients.call(server);
    for (long next = events.time(); next < end; next = events.time()) {
      clock.set(next);
      handle(events.take());
      played++;
    }
  }

  private void handle(long event) {
    long about = Event.about(event);
    switch (Event.kind(event)) {
      case Event.ARRIVAL -> clients.arrive();
      case Event.SERVED -> served(about);
      case Event.TIMEOUT -> clients.timeOut(about);
      case Event.RETRY -> clients.retry(about);
      case Event.PHASE -> server.become(phases.get((int) about));
      case Event.TROUBLE -> troubleBegins();
      default -> throw new IllegalStateException("no such event: " + event);
    }
  }

  private void served(long epoch) {
    if (server.goesOn(epoch)) {
      clients.answer(server.finish(), server.succeeds());
    }
  }

  private void troubleBegins() {
    tripsBefore = trips();
    ledger.forgetRefusals();
  }

  private double seen() {
    long first = ledger.firstRefusal();
    return first == Long.MAX_VALUE ? Run.NEVER : (first - begins) / (double) Clock.SECOND;
  }

  private int trips() {
    int sum = 0;
    for (Policy policy : policies) {
      sum += policy.trips();
    }
    return sum;
  }
}
