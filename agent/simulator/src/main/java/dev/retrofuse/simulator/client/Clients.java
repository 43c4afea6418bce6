package dev.retrofuse.simulator.client;

import dev.retrofuse.simulator.event.Clock;
import dev.retrofuse.simulator.event.Event;
import dev.retrofuse.simulator.event.EventQueue;
import dev.retrofuse.simulator.policy.Outcome;
import dev.retrofuse.simulator.policy.Policy;
import dev.retrofuse.simulator.server.Callers;
import dev.retrofuse.simulator.server.Server;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Makes the calls of all clients, each through its policy. Many clients that each call at random
 * are together one stream of calls, each by a random client: so one arrival is enough in the queue.
 * The calls are the same for all policies, whatever becomes of them.
 */
public final class Clients implements Callers {
  private static final long FIRST_PAUSE = 100 * Clock.MILLISECOND;

  private final Traffic traffic;
  private final Policy[] policies;
  private final Clock clock;
  private final EventQueue events;
  private final RandomGenerator arrivals;
  private final RandomGenerator pauses;
  private final Ledger ledger;
  private final Calls calls = new Calls();
  private final double meanGap;
  private final long timeout;
  private Server server;

  public Clients(
      Traffic traffic,
      Policy[] policies,
      Clock clock,
      EventQueue events,
      SplittableRandom random,
      Ledger ledger) {
    this.traffic = traffic;
    this.policies = policies;
    this.clock = clock;
    this.events = events;
    arrivals = random.split();
    pauses = random.split();
    this.ledger = ledger;
    meanGap = Clock.SECOND / traffic.callsPerSecond();
    timeout = Clock.seconds(traffic.timeoutSeconds());
  }

  /** Begins to call. */
  public void call(Server dependency) {
    server = dependency;
    planArrival();
  }

  @Override
  public boolean waitFor(long aTry, long until) {
    return calls.current(aTry) && until < calls.deadline(Calls.row(aTry));
  }

  private void planArrival() {
    double gap = -Math.log(1 - arrivals.nextDouble()) * meanGap;
    events.add(clock.getAsLong() + (long) gap, Event.of(Event.ARRIVAL, 0));
  }

  /** A client makes a call, and the next one is planned. */
  public void arrive() {
    planArrival();
    ledger.offer(clock.getAsLong());
    int client = arrivals.nextInt(traffic.clients());
    attempt(calls.begin(client, arrivals.nextInt(traffic.keys())));
  }

  /** The pause before a try is over. */
  public void retry(long aTry) {
    attempt(Calls.row(aTry));
  }

  private void attempt(int row) {
    long now = clock.getAsLong();
    Policy policy = policies[calls.client(row)];
    int key = calls.key(row);
    long permit = calls.tries(row) == 0 ? policy.enter(key, now) : policy.again(key, now);
    if (permit < 0) {
      ledger.refuse(now);
      endTry(row, true);
    } else {
      calls.permit(row, permit);
      send(row, now);
    }
  }

  private void send(int row, long now) {
    ledger.send(now);
    long aTry = calls.nextTry(row);
    calls.deadline(row, now + timeout);
    if (server.accept(aTry, calls.key(row))) {
      events.addLast(now + timeout, Event.of(Event.TIMEOUT, aTry));
    } else {
      fail(row, Outcome.FAILURE);
    }
  }

  /** The server has answered a try; nobody may listen any more. */
  public void answer(long aTry, boolean well) {
    if (!calls.current(aTry)) {
      return;
    }
    int row = Calls.row(aTry);
    if (well) {
      succeed(row);
    } else {
      fail(row, Outcome.FAILURE);
    }
  }

  /** A client has waited long enough, unless the answer has come. */
  public void timeOut(long aTry) {
    if (calls.current(aTry)) {
      fail(Calls.row(aTry), Outcome.TIMEOUT);
    }
  }

  private void succeed(int row) {
    ledger.succeed(clock.getAsLong());
    tell(row, Outcome.SUCCESS);
    calls.endTry(row);
    calls.end(row);
  }

  private void fail(int row, Outcome outcome) {
    tell(row, outcome);
    endTry(row, false);
  }

  private void tell(int row, Outcome outcome) {
    Policy policy = policies[calls.client(row)];
    policy.end(calls.permit(row), calls.key(row), outcome, clock.getAsLong());
  }

  private void endTry(int row, boolean refused) {
    calls.endTry(row);
    long now = clock.getAsLong();
    boolean left = calls.tries(row) <= traffic.retries();
    if (left && policies[calls.client(row)].mayRetry(refused, now)) {
      events.add(now + pause(calls.tries(row)), Event.of(Event.RETRY, calls.nextTry(row)));
    } else {
      calls.end(row);
    }
  }

  private long pause(int tries) {
    return (long) ((FIRST_PAUSE << (tries - 1)) * (0.5 + pauses.nextDouble() / 2));
  }
}
