package dev.retrofuse.rules;

import java.util.List;

/** Guesses what was meant by a word that is none of those known. */
final class Spelling {
  private static final int MAX_LENGTH = 40;

  private Spelling() {}

  /** Advice to write the likeliest word, or what {@code otherwise} says when none comes near. */
  static String advice(String word, List<String> known, String otherwise) {
    String best = null;
    int least = 1 + (word.length() < 4 ? 1 : Math.max(2, Math.min(3, word.length() / 3)));
    for (int i = 0; i < known.size() && word.length() <= MAX_LENGTH; i++) {
      int distance = distance(bare(word), bare(known.get(i)));
      if (distance < least) {
        least = distance;
        best = known.get(i);
      }
    }
    return best == null ? otherwise : "did you mean '" + best + "'?";
  }

  /** What remains when case and word separators are a matter of taste. */
  private static String bare(String word) {
    StringBuilder bare = new StringBuilder();
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c != '-' && c != '_' && c != ' ') {
        bare.append(Character.toLowerCase(c));
      }
    }
    return bare.toString();
  }

  /** How many characters must be put in, taken out or replaced (Levenshtein). */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
