package dev.retrofuse.simulator.server;

import dev.retrofuse.simulator.event.Clock;
import dev.retrofuse.simulator.event.Event;
import dev.retrofuse.simulator.event.EventQueue;
import java.util.random.RandomGenerator;

/**
 * A dependency that works on one call after the other. Unless its callers tell it how long they
 * wait, it knows not who has given up, and works on for them too; but the work it does for nobody
 * is cancelled half-way and warms no cache.
 */
public final class Server {
  private final Machine machine;
  private final Clock clock;
  private final EventQueue events;
  private final RandomGenerator random;
  private final Callers callers;
  private final Fifo waiting = new Fifo();
  private Phase phase = Phase.healthy(0);
  private double warmth = 1;
  private int epoch;

  /**
   * @param callers who know whether somebody waits for a try
   */
  public Server(
      Machine machine, Clock clock, EventQueue events, RandomGenerator random, Callers callers) {
    this.machine = machine;
    this.clock = clock;
    this.events = events;
    this.random = random;
    this.callers = callers;
  }

  /** A new condition. What came in while it did not serve is lost, and what waited before. */
  public void become(Phase next) {
    boolean restarts = !phase.serving();
    phase = next;
    epoch++;
    if (restarts) {
      waiting.clear();
    }
    if (next.mode() == Phase.Mode.COLD_START) {
      warmth = 0;
    }
    workOn();
  }

  /** Takes a call, or fails it at once. */
  public boolean accept(long call, int key) {
    boolean taken =
        phase.mode() != Phase.Mode.DOWN
            && key >= phase.keysDown()
            && waiting.size() < machine.queue();
    if (taken) {
      waiting.add(call);
      if (waiting.size() == 1) {
        workOn();
      }
    }
    return taken;
  }

  /** Whether work that was begun in an epoch has not been lost since. */
  public boolean goesOn(long begun) {
    return begun == epoch;
  }

  /** Ends the work on the call that came first, and begins with the next one. */
  public long finish() {
    long call = waiting.remove();
    if (callers.waitFor(call, clock.getAsLong())) {
      warmth = Math.min(1, warmth + 1.0 / machine.warmUpCalls());
    }
    workOn();
    return call;
  }

  /** Whether an answer is a good one. */
  public boolean succeeds() {
    return random.nextDouble() >= phase.noise();
  }

  private void workOn() {
    if (!phase.serving()) {
      return;
    }
    long done = clock.getAsLong() + (long) (Clock.SECOND / capacity());
    if (machine.dropsExpired()) {
      dropExpired(done);
    }
    if (waiting.size() > 0) {
      events.add(done, Event.of(Event.SERVED, epoch));
    }
  }

  /*
   * Of an endless queue the oldest call that has not expired is just about to. So what will have expired
   * when it is done is dropped too, or all work would be for nobody.
   */
  private void dropExpired(long done) {
    while (waiting.size() > 0 && !callers.waitFor(waiting.peek(), done)) {
      waiting.remove();
    }
  }

  private double capacity() {
    double share = machine.cold() + (1 - machine.cold()) * warmth;
    return machine.capacity() * phase.capacity() * share;
  }
}
