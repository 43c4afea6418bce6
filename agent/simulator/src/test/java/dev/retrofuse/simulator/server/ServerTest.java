package dev.retrofuse.simulator.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.simulator.event.Clock;
import dev.retrofuse.simulator.event.Event;
import dev.retrofuse.simulator.event.EventQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ServerTest {
  private final Clock clock = new Clock();
  private final EventQueue events = new EventQueue();
  private boolean wanted = true;
  private final Server server =
      new Server(
          new Machine(100, 50, 0.1, 20),
          clock,
          events,
          new SplittableRandom(1),
          (call, until) -> wanted);

  @Test
  void worksOnOneCallAfterTheOtherAtItsCapacity() {
    fill(30);
    assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L), playTo(0.1));
    assertEquals(20, playTo(0.3).size());
  }

  @Test
  void refusesWhatWouldWaitTooLong() {
    fill(50);
    assertFalse(server.accept(50, 0));
    playTo(0.01);
    assertTrue(server.accept(51, 0));
  }

  @Test
  void halfTheCapacityTakesTwiceAsLong() {
    server.become(Phase.healthy(0).withCapacity(0.5));
    fill(30);
    assertEquals(5, playTo(0.1).size());
  }

  @Test
  void answersNothingWhileItHangsAndLosesWhatWaits() {
    fill(10);
    server.become(Phase.hanging(0));
    assertTrue(server.accept(10, 0));
    assertEquals(List.of(), playTo(10));
    server.become(Phase.healthy(10));
    assertTrue(server.accept(11, 0));
    assertEquals(List.of(11L), playTo(20));
  }

  @Test
  void refusesEverythingWhileDown() {
    server.become(Phase.down(0));
    assertFalse(server.accept(0, 0));
  }

  @Test
  void refusesTheKeysThatAreDown() {
    server.become(Phase.healthy(0).withKeysDown(3));
    assertFalse(server.accept(0, 2));
    assertTrue(server.accept(1, 3));
  }

  @Test
  void answersThatSomebodyWaitsForWarmIt() {
    server.become(Phase.coldStart(0));
    fill(50);
    // The n-th takes 1 / (100/s * (0.1 + 0.9 * n / 20)), which is 0.560 s for 20 of them; the next
    // 10 take 0.1 s.
    assertEquals(20, playTo(0.57).size());
    assertEquals(10, playTo(0.67).size());
  }

  @Test
  void workForNobodyLeavesItCold() {
    server.become(Phase.coldStart(0));
    wanted = false;
    fill(50);
    assertEquals(10, playTo(1).size());
    assertEquals(10, playTo(2).size());
  }

  @Test
  void whatWouldBeTooLateIsDroppedWhereTheMachineKnows() {
    Machine drops = new Machine(100, 50, 1, 1).droppingExpired();
    long deadline = Clock.seconds(0.1);
    Server dropping =
        new Server(
            drops,
            clock,
            events,
            new SplittableRandom(1),
            (call, until) -> call % 2 == 1 || until < deadline);
    for (int call = 0; call < 30; call++) {
      assertTrue(dropping.accept(call, 0));
    }
    // The first nine are done before the deadline of the even ones; the odd ones have none.
    assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L), playTo(dropping, 0.1));
    assertEquals(List.of(11L, 13L, 15L), playTo(dropping, 0.13));
  }

  @Test
  void someAnswersAreErrors() {
    server.become(Phase.healthy(0).withNoise(0.05));
    int errors = 0;
    for (int i = 0; i < 100_000; i++) {
      errors += server.succeeds() ? 0 : 1;
    }
    assertEquals(5_000, errors, 300);
  }

  private void fill(int calls) {
    for (int call = 0; call < calls; call++) {
      assertTrue(server.accept(call, 0));
    }
  }

  /** The calls that were served until then. */
  private List<Long> playTo(double second) {
    return playTo(server, second);
  }

  private List<Long> playTo(Server server, double second) {
    List<Long> served = new ArrayList<>();
    // A nanosecond more, for each time is cut to whole nanoseconds.
    while (events.time() <= Clock.seconds(second) + 1) {
      clock.set(events.time());
      if (server.goesOn(Event.about(events.take()))) {
        served.add(server.finish());
      }
    }
    clock.set(Clock.seconds(second));
    return served;
  }
}
