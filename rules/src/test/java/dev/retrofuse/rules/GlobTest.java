package dev.retrofuse.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GlobTest {
  @Test
  void literalTextMatchesItselfOnly() {
    assertTrue(matches("payments", "payments"));
    assertFalse(matches("payments", "payment"));
    assertFalse(matches("payment", "payments"));
    assertTrue(matches("", ""));
    assertFalse(matches("", "x"));
  }

  @Test
  void starStaysWithinItsSegment() {
    assertTrue(matches("/pay/*/status", "/pay/42/status"));
    assertTrue(matches("/pay/*", "/pay/"));
    assertFalse(matches("/pay/*", "/pay/42/status"));
    assertTrue(matches("*.example.com", "a.b.example.com"));
  }

  @Test
  void doubleStarCrossesSegments() {
    assertTrue(matches("/pay/**", "/pay/42/status"));
    assertTrue(matches("/pay/**", "/pay/"));
    assertFalse(matches("/pay/**", "/pay"));
    assertTrue(matches("jdbc:h2:**", "jdbc:h2:file:/data/orders"));
    assertTrue(matches("**/orders/*", "/v1/shop/orders/7"));
    assertFalse(matches("**/orders/*", "/v1/shop/orders/7/lines"));
    assertTrue(matches("***", "a/b"));
  }

  @Test
  void questionMarkIsOneCharacterButNoSlash() {
    assertTrue(matches("/v?/pay", "/v2/pay"));
    assertFalse(matches("/v?/pay", "/v/pay"));
    assertFalse(matches("a?b", "a/b"));
    assertTrue(matches("jdbc:mysql://db/x?ssl=true", "jdbc:mysql://db/x?ssl=true"));
  }

  @Test
  void caseCountsUnlessIgnored() {
    assertFalse(matches("Orders", "orders"));
    assertTrue(Glob.matches("Orders-*", "ORDERS-x", true));
    assertTrue(Glob.matches("ÄÖ", "äö", true));
  }

  /**
   * Against the same language in regular expressions, over a small alphabet so that much matches.
   */
  @Test
  void agreesWithRegularExpressions() {
    Random random = new Random(7);
    int matched = 0;
    for (int i = 0; i < 300_000; i++) {
      String pattern = random(random, "ab/**?", 9);
      String text = random(random, "aab/", 12);
      boolean expected = Pattern.matches(regex(pattern), text);
      matched += expected ? 1 : 0;
      assertEquals(expected, matches(pattern, text), pattern + " on " + text);
    }
    assertTrue(matched > 10_000, "only " + matched + " matched");
  }

  @Test
  void nastyPatternsCostNoMoreThanTextTimesPattern() {
    String text = "a".repeat(20_000);
    String segments = "a/".repeat(10_000);
    long start = System.nanoTime();
    assertFalse(matches("**" + "a*".repeat(100) + "b", text));
    assertFalse(matches("*a".repeat(100) + "b", text));
    assertFalse(matches("**a".repeat(100) + "b", text));
    assertFalse(matches("**a*/a*/**".repeat(20) + "b", segments));
    assertFalse(matches("**/*a/*a/*a/*b", segments));
    assertTrue(System.nanoTime() - start < 2_000_000_000L, "quadratic");
  }

  private static boolean matches(String pattern, String text) {
    return Glob.matches(pattern, text, false);
  }

  private static String regex(String pattern) {
    return pattern
        .replaceAll("\\*\\*+", "D")
        .replace("*", "[^/]*")
        .replace("?", "[^/]")
        .replace("D", ".*");
  }

  private static String random(Random random, String alphabet, int maxLength) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(maxLength); length > 0; length--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
