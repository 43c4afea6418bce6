package dev.retrofuse.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {
  private static final List<String> KNOWN =
      List.of("window", "minimum-calls", "failure-rate", "slow-call", "slow-call-rate", "jdbc");

  @Test
  void theLikeliestWordIsAdvised() {
    assertEquals("did you mean 'window'?", advice("windw"));
    assertEquals("did you mean 'minimum-calls'?", advice("minimumCalls"));
    assertEquals("did you mean 'minimum-calls'?", advice("minimum_calls"));
    assertEquals("did you mean 'slow-call'?", advice("slow-calls"));
    assertEquals("did you mean 'slow-call-rate'?", advice("slow-call-rat"));
    assertEquals("did you mean 'jdbc'?", advice("JDBC"));
    assertEquals("did you mean 'jdbc'?", advice("jbdc"));
  }

  @Test
  void nothingIsAdvisedWhenNoneComesNear() {
    assertEquals("remove it", advice("threshold"));
    assertEquals("remove it", advice("x"));
    assertEquals("remove it", advice(""));
    assertEquals("remove it", advice("window".repeat(1000)));
  }

  @Test
  void distanceCountsEdits() {
    assertEquals(0, Spelling.distance("a", "a"));
    assertEquals(3, Spelling.distance("", "abc"));
    assertEquals(3, Spelling.distance("kitten", "sitting"));
    assertEquals(2, Spelling.distance("prot", "port"));
  }

  private static String advice(String word) {
    return Spelling.advice(word, KNOWN, "remove it");
  }
}
