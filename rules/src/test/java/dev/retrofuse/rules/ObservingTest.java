package dev.retrofuse.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A rule that is made to observe differs in nothing else, whatever it has. */
class ObservingTest {
  private static List<RuleSet> samples() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("samples"))) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .map(file -> RuleFile.read(new File(file.toString())).ruleSet())
          .filter(rules -> rules != null)
          .toList();
    }
  }

  @Test
  void onlyTheModeIsAnother() throws Exception {
    int rules = 0;
    for (RuleSet sample : samples()) {
      for (Rule rule : sample.rules()) {
        int index = sample.rules().indexOf(rule);
        Rule observing = sample.observing(Set.of(rule.name())).rules().get(index);
        assertEquals(Mode.OBSERVE, observing.mode());
        assertSameButMode(rule, observing);
        rules++;
      }
    }
    assertTrue(rules > 10, rules + " rules");
  }

  private static void assertSameButMode(Rule rule, Rule other) throws IllegalAccessException {
    for (Field field : Rule.class.getDeclaredFields()) {
      field.setAccessible(true);
      if (!field.getName().equals("mode")) {
        assertEquals(field.get(rule), field.get(other), field.getName());
      }
    }
  }

  @Test
  void ofNoNamesItIsTheSame() throws Exception {
    RuleSet sample = samples().get(0);
    assertSame(sample, sample.observing(Set.of()));
    assertEquals(sample, sample.observing(Set.of("another")));
  }
}
