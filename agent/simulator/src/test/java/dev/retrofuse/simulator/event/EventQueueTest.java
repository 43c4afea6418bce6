package dev.retrofuse.simulator.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventQueueTest {
  private final EventQueue queue = new EventQueue();

  @Test
  void isEmptyAtFirst() {
    assertEquals(Long.MAX_VALUE, queue.time());
  }

  @Test
  void givesEventsInTheOrderOfTheirTimesHoweverTheyCome() {
    SplittableRandom random = new SplittableRandom(1);
    PriorityQueue<Long> expected = new PriorityQueue<>();
    Map<Long, Long> timeOf = new HashMap<>();
    for (long event = 0; event < 50_000; event++) {
      long time = random.nextLong(5_000);
      queue.add(time, event);
      expected.add(time);
      timeOf.put(event, time);
      if (random.nextInt(3) == 0) {
        takeNext(expected, timeOf);
      }
    }
    while (!expected.isEmpty()) {
      takeNext(expected, timeOf);
    }
    assertEquals(Long.MAX_VALUE, queue.time());
  }

  @Test
  void takesThoseOfTheLineInTurnWithTheOthers() {
    SplittableRandom random = new SplittableRandom(2);
    PriorityQueue<Long> expected = new PriorityQueue<>();
    Map<Long, Long> timeOf = new HashMap<>();
    long last = 0;
    for (long event = 0; event < 50_000; event++) {
      last += random.nextLong(10);
      long time = random.nextBoolean() ? last : last - random.nextLong(last + 1);
      if (time == last) {
        queue.addLast(time, event);
      } else {
        queue.add(time, event);
      }
      expected.add(time);
      timeOf.put(event, time);
      if (random.nextInt(3) == 0) {
        takeNext(expected, timeOf);
      }
    }
    while (!expected.isEmpty()) {
      takeNext(expected, timeOf);
    }
  }

  private void takeNext(PriorityQueue<Long> expected, Map<Long, Long> timeOf) {
    long time = queue.time();
    assertEquals(expected.remove(), time);
    assertEquals(time, timeOf.remove(queue.take()));
  }

  @Test
  void anEventCarriesItsKindAndWhatItIsAbout() {
    long event = Event.of(Event.TROUBLE, (1L << 56) - 1);
    assertEquals(Event.TROUBLE, Event.kind(event));
    assertEquals((1L << 56) - 1, Event.about(event));
  }
}
