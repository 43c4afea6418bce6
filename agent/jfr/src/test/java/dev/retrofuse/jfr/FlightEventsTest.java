package dev.retrofuse.jfr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.Engine;
import dev.retrofuse.engine.Events;
import dev.retrofuse.engine.StateChange;
import dev.retrofuse.engine.Ticker;
import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightEventsTest implements Events {
  private static final RuleSet RULES =
      RuleFile.parse(
              "test.yaml",
              """
              rules:
                - name: pay
                  match: { http: { host: far } }
                  breaker: { minimum-calls: 2, window: 10 calls, slow-call: 5ms, slow-call-rate: 100% }
              """)
          .ruleSet();

  @TempDir Path folder;

  private final Events events = FlightEvents.before(this);
  private final Engine engine = new Engine(Ticker.system(), events);
  private int changes;

  @Override
  public void stateChanged(StateChange change) {
    changes++;
  }

  @Override
  public void note(String place, String text) {}

  @AfterEach
  void off() {
    engine.off();
    FlightEvents.forget(events);
  }

  private static long call(boolean fails, Duration takes) {
    RetrofuseGuard guard = RetrofuseHttp.request("GET", URI.create("http://far/"));
    long permit = guard.enter();
    long end = System.nanoTime() + takes.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
    guard.leave(permit);
    guard.end(permit, fails ? 500 : 200, null);
    return permit;
  }

  private void story() {
    engine.apply(RuleSet.empty());
    engine.apply(RULES);
    engine.on();
    call(false, Duration.ofMillis(6));
    call(true, Duration.ZERO);
    assertTrue(call(true, Duration.ZERO) < 0);
  }

  @Test
  void tellsWhoRecordsAndNobodyElse() throws IOException {
    story();
    assertEquals(1, changes);
    assertFalse(FlightRecorder.isInitialized(), "the flight recorder was set up");
    List<RecordedEvent> told;
    try (Recording recording = new Recording()) {
      recording.start();
      story();
      recording.stop();
      Path file = folder.resolve("calls.jfr");
      recording.dump(file);
      told = RecordingFile.readAllEvents(file);
    }
    assertEquals(2, changes);
    RecordedEvent slow = only(told, "SlowCall");
    assertEquals("far:80", slow.getString("key"));
    assertTrue(slow.getDuration("took").toMillis() >= 5, slow.toString());
    RecordedEvent change = only(told, "StateChange");
    assertEquals("closed open", change.getString("from") + " " + change.getString("to"));
    assertTrue(change.getString("why").contains("failure rate 50%"), change.toString());
    assertNotNull(change.getStackTrace());
    RecordedEvent refusal = only(told, "Refusal");
    assertEquals("pay", refusal.getString("rule"));
    assertEquals("breaker open", refusal.getString("policy") + " " + refusal.getString("breaker"));
    assertNull(refusal.getStackTrace());
    FlightEvents.forget(events);
    assertTrue(
        FlightRecorder.getFlightRecorder().getEventTypes().stream()
            .noneMatch(type -> type.getName().startsWith("dev.retrofuse.")));
  }

  private static RecordedEvent only(List<RecordedEvent> told, String name) {
    List<RecordedEvent> found =
        told.stream()
            .filter(event -> event.getEventType().getName().equals("dev.retrofuse." + name))
            .toList();
    assertEquals(1, found.size(), told.toString());
    return found.get(0);
  }
}
