package dev.retrofuse.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.operations.AgentLog;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private final Faults faults = new Faults(new AgentLog());

  @Test
  void aLibraryWithOneFaultTooManyIsSwitchedOffOnce() {
    RuntimeException fault = new IllegalStateException("of ours");
    assertFalse(faults.add(fault, "other"));
    for (int i = 0; i < 100; i++) {
      assertFalse(faults.add(fault, "jdbc"));
    }
    assertEquals(Set.of(), Set.copyOf(faults.switchedOff()));
    assertTrue(faults.add(fault, "jdbc"));
    assertFalse(faults.add(fault, "jdbc"));
    assertEquals(Set.of("jdbc"), Set.copyOf(faults.switchedOff()));
    assertEquals(Map.of("jdbc", 102L, "other", 1L), faults.counts());
  }
}
