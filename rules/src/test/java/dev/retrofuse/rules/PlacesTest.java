package dev.retrofuse.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PlacesTest {
  private static final String TEXT =
      """
      trace: { mode: join }
      rules:
        - name: a
          match: { http: { host: x } }
          breaker: &b
            window: 5s
        - name: b
          match: { http: {} }
          breaker: *b
      """;

  @Test
  void keysHaveTheirPlaces() {
    Places places = Places.of(RuleFile.parse("f.yaml", TEXT).ruleSet());
    assertEquals("f.yaml:3:5", places.of("a").toString());
    assertEquals("f.yaml:6:7", places.of("a", "breaker", "window").toString());
    assertEquals("f.yaml:6:7", places.of("b", "breaker", "window").toString());
    assertEquals("f.yaml:5:5", places.of("a", "breaker", "jitter").toString());
    assertEquals("f.yaml:7:5", places.of("b", "fallback", "drop").toString());
    assertEquals("f.yaml:1:1", places.ofFile("trace").toString());
    assertTrue(places.has("b", "breaker", "window"));
    assertFalse(places.has("b", "breaker", "jitter"));
    assertFalse(places.has("b", "breaker", "window", "x"));
  }
}
