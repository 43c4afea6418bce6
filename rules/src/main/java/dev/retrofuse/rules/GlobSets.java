package dev.retrofuse.rules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How the texts that lists of {@link Glob} patterns match lie to each other. */
final class GlobSets {
  /*
   * A pattern is an automaton whose states are the places in it. Whether some text is matched by each of a few
   * patterns, and by none of others, is found by walking all of them at once, from the empty text on, over every
   * character that a pattern names, and one that none names. Of the patterns that must not match, all places that
   * can be reached by the text so far are held together. That is exact; the number of steps is
   * bounded, and who runs out of them says so.
   */
  private static final int MOST_STEPS = 200_000;
  private static final int MOST_PLACES = 20_000;

  /** A character that no pattern names; no text of a rule file holds it. */
  private static final char UNNAMED = '\uffff';

  private final List<String> patterns = new ArrayList<>();
  private final boolean ignoreCase;
  private final char[] alphabet;
  private final Set<List<Object>> seen = new HashSet<>();
  private final Deque<Walk> open = new ArrayDeque<>();
  private int steps;

  private GlobSets(List<String> wide, List<String> all, boolean ignoreCase) {
    this.ignoreCase = ignoreCase;
    patterns.addAll(wide);
    StringBuilder characters = new StringBuilder().append('/').append(UNNAMED);
    for (String pattern : all) {
      add(pattern, characters);
    }
    for (String pattern : wide) {
      add(pattern, characters);
    }
    alphabet = characters.toString().toCharArray();
  }

  private static void add(String pattern, StringBuilder characters) {
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c != '*' && characters.indexOf(String.valueOf(c)) < 0) {
        characters.append(c);
      }
    }
  }

  /**
   * Whether each text that a pattern of {@code narrow} and {@code universe} match is matched by one
   * of {@code wide}. True only when that is certain.
   */
  static boolean covers(
      List<String> wide, List<String> narrow, String universe, boolean ignoreCase) {
    if (length(wide) > MOST_PLACES) {
      return false;
    }
    for (String pattern : narrow) {
      List<String> both = Arrays.asList(pattern, universe);
      if (new GlobSets(wide, both, ignoreCase).mayBe(pattern, universe)) {
        return false;
      }
    }
    return true;
  }

  private static int length(List<String> patterns) {
    int length = 0;
    for (String pattern : patterns) {
      length += pattern.length() + 1;
    }
    return length;
  }

  /** Whether there may be a text that a pattern of either list matches; false when none is. */
  static boolean meet(List<String> one, List<String> other, boolean ignoreCase) {
    for (String first : one) {
      for (String second : other) {
        List<String> both = Arrays.asList(first, second);
        if (!differ(first, second, ignoreCase)
            && new GlobSets(new ArrayList<String>(), both, ignoreCase).mayBe(first, second)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether they begin or end otherwise: most pairs are told apart by that alone. */
  private static boolean differ(String first, String second, boolean ignoreCase) {
    int most = Math.min(first.length(), second.length());
    boolean begin = true;
    boolean end = true;
    for (int i = 0; i < most && (begin || end); i++) {
      char one = first.charAt(i);
      char other = second.charAt(i);
      char last = first.charAt(first.length() - 1 - i);
      char otherLast = second.charAt(second.length() - 1 - i);
      begin &= one != '*' && other != '*';
      end &= last != '*' && otherLast != '*';
      if ((begin && differ(one, other, ignoreCase))
          || (end && differ(last, otherLast, ignoreCase))) {
        return true;
      }
    }
    return false;
  }

  private static boolean differ(char one, char other, boolean ignoreCase) {
    return !Glob.same(one, other, ignoreCase) && !Glob.same(other, one, ignoreCase);
  }

  /** Whether there may be a text that both match and none of the patterns does. */
  private boolean mayBe(String first, String second) {
    visit(0, 0, start());
    while (!open.isEmpty()) {
      Walk at = open.poll();
      if (at.first == first.length() && at.second == second.length() && !isEnd(at.others)) {
        return true;
      }
      if (Glob.isStar(first, at.first)) {
        visit(Glob.behindStars(first, at.first), at.second, at.others);
      }
      if (Glob.isStar(second, at.second)) {
        visit(at.first, Glob.behindStars(second, at.second), at.others);
      }
      for (char c : alphabet) {
        int next = step(first, at.first, c);
        int nextOfSecond = next < 0 ? -1 : step(second, at.second, c);
        if (nextOfSecond >= 0) {
          visit(next, nextOfSecond, step(at.others, c));
        }
        if (++steps > MOST_STEPS) {
          return true; // not certain
        }
      }
    }
    return false;
  }

  private void visit(int first, int second, BitSet others) {
    List<Object> key = Arrays.<Object>asList(first, second, others);
    if (seen.add(key)) {
      open.add(new Walk(first, second, others));
    }
  }

  private BitSet start() {
    BitSet places = new BitSet();
    int base = 0;
    for (String pattern : patterns) {
      reach(places, base, pattern, 0);
      base += pattern.length() + 1;
    }
    return places;
  }

  private BitSet step(BitSet places, char c) {
    BitSet after = new BitSet();
    int base = 0;
    for (String pattern : patterns) {
      int end = base + pattern.length();
      for (int p = places.nextSetBit(base); p >= 0 && p <= end; p = places.nextSetBit(p + 1)) {
        int next = step(pattern, p - base, c);
        if (next >= 0) {
          reach(after, base, pattern, next);
        }
        steps++;
      }
      base = end + 1;
    }
    return after;
  }

  private static void reach(BitSet places, int base, String pattern, int place) {
    places.set(base + place);
    if (Glob.isStar(pattern, place)) {
      places.set(base + Glob.behindStars(pattern, place));
    }
  }

  private boolean isEnd(BitSet places) {
    int end = -1;
    for (String pattern : patterns) {
      end += pattern.length() + 1;
      if (places.get(end)) {
        return true;
      }
    }
    return false;
  }

  /** The place behind that character; -1 where it does not fit. */
  private int step(String pattern, int place, char c) {
    if (place == pattern.length()) {
      return -1;
    }
    if (Glob.isStar(pattern, place)) {
      return c != '/' || Glob.behindStars(pattern, place) - place > 1 ? place : -1;
    }
    return Glob.same(pattern.charAt(place), c, ignoreCase) ? place + 1 : -1;
  }

  /** Where the text so far has led to. */
  private static final class Walk {
    final int first;
    final int second;
    final BitSet others;

    Walk(int first, int second, BitSet others) {
      this.first = first;
      this.second = second;
      this.others = others;
    }
  }
}
