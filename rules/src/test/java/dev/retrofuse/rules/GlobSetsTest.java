package dev.retrofuse.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GlobSetsTest {
  private static boolean covers(String wide, String narrow) {
    return GlobSets.covers(List.of(wide), List.of(narrow), "**", false);
  }

  @Test
  void aPatternCoversWhatIsNarrower() {
    assertTrue(covers("/pay/**", "/pay/*/status"));
    assertTrue(covers("**", "/pay/*"));
    assertTrue(covers("a*", "a?c*"));
    assertFalse(covers("/pay/*", "/pay/**"));
    assertFalse(covers("*", "**"));
    assertFalse(covers("a?", "a*"));
  }

  @Test
  void severalPatternsCoverTogether() {
    assertTrue(
        GlobSets.covers(List.of("a*", "?", "", "?b*", "?a*"), List.of("?a", "a"), "**", false));
    assertTrue(GlobSets.covers(List.of("/", "/?**"), List.of("/**"), "**", false) == false);
    assertTrue(GlobSets.covers(List.of("/*", "/*/**"), List.of("**"), "/**", false));
  }

  @Test
  void caseIsIgnoredWhereItIs() {
    assertTrue(GlobSets.covers(List.of("ORDERS*"), List.of("orders-1"), "**", true));
    assertFalse(GlobSets.covers(List.of("ORDERS*"), List.of("orders-1"), "**", false));
    assertTrue(GlobSets.meet(List.of("ORDERS"), List.of("orders"), true));
  }

  @Test
  void patternsMeetInATextThatBothMatch() {
    assertTrue(GlobSets.meet(List.of("*.example"), List.of("pay.*"), false));
    assertFalse(GlobSets.meet(List.of("a*"), List.of("b*"), false));
    assertFalse(GlobSets.meet(List.of("*"), List.of("/*"), false));
    assertFalse(GlobSets.meet(List.of(), List.of("**"), false));
  }

  @Test
  void whatTakesTooLongIsNotCertain() {
    String many = String.join("", Collections.nCopies(100, "*a?b")) + "**";
    assertFalse(GlobSets.covers(List.of(many, many + "x"), List.of(many + "*y"), "**", false));
    assertTrue(GlobSets.meet(List.of(many + "x*"), List.of(many + "y*"), false));
  }

  /** Against all texts of up to five characters. */
  @Test
  void agreesWithMatchingAllShortTexts() {
    List<String> texts = new ArrayList<>(List.of(""));
    for (int i = 0; texts.get(i).length() < 5; i++) {
      for (char c : "abc/".toCharArray()) {
        texts.add(texts.get(i) + c);
      }
    }
    Random random = new Random(11);
    int covered = 0;
    int apart = 0;
    for (int i = 0; i < 3_000; i++) {
      List<String> wide = List.of(pattern(random), pattern(random));
      List<String> narrow = List.of(pattern(random));
      boolean covers = GlobSets.covers(wide, narrow, "**", false);
      boolean meets = GlobSets.meet(wide, narrow, false);
      boolean allMatch = true;
      boolean oneMatches = false;
      for (String text : texts) {
        if (Glob.matches(narrow.get(0), text, false)) {
          boolean matches =
              Glob.matches(wide.get(0), text, false) || Glob.matches(wide.get(1), text, false);
          allMatch &= matches;
          oneMatches |= matches;
        }
      }
      String both = wide + " and " + narrow;
      // What is short enough to show it is among the texts.
      assertEquals(allMatch, covers, both);
      assertEquals(oneMatches, meets, both);
      covered += covers ? 1 : 0;
      apart += meets ? 0 : 1;
    }
    assertTrue(covered > 300 && apart > 300, covered + " covered, " + apart + " apart");
  }

  private static String pattern(Random random) {
    StringBuilder pattern = new StringBuilder();
    String[] parts = {"a", "b", "/", "?", "*", "**"};
    for (int n = random.nextInt(4); n > 0; n--) {
      pattern.append(parts[random.nextInt(parts.length)]);
    }
    return pattern.toString();
  }
}
