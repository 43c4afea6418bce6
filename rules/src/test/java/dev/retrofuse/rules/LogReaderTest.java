package dev.retrofuse.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LogReaderTest {
  private static RuleFileResult parse(String log) {
    return RuleFile.parse("test.yaml", "rules: []\n" + log);
  }

  @Test
  void isTheStandardErrorUnlessAskedFor() {
    assertNull(parse("").ruleSet().log());
  }

  @Test
  void hasDefaults() {
    assertEquals(
        new LogFile("/a/b.log", 10L << 20, 3), parse("log: { file: /a/b.log }").ruleSet().log());
  }

  @Test
  void takesEveryKey() {
    RuleSet rules = parse("log: { file: 'C:\\a.log', max-size: 1MB, keep: 0 }").ruleSet();
    assertEquals(new LogFile("C:\\a.log", 1L << 20, 0), rules.log());
    assertNotEquals(rules, parse("").ruleSet());
  }

  @Test
  void needsAnAbsolutePath() {
    String found = parse("log: { file: a.log }").problems().toString();
    assertTrue(found.contains("write one such as /var/log/shop/retrofuse.log"), found);
    assertTrue(parse("log: {}").problems().toString().contains("no 'file'"));
  }
}
