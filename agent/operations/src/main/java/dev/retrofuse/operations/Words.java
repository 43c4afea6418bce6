package dev.retrofuse.operations;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiPredicate;

/** A name that an operator has begun or mistyped. */
final class Words {
  private static final int MOST_LISTED = 8;

  private Words() {}

  /**
   * The only name that begins like that; of several the one that all the others belong to.
   *
   * @param noun what the names are of
   * @param belongs whether the first name belongs to the second
   * @throws IllegalArgumentException in words for the operator, when there is not just one
   */
  static String only(
      Collection<String> names, String word, String noun, BiPredicate<String, String> belongs) {
    List<String> begun = new ArrayList<>();
    for (String name : names) {
      if (name.startsWith(word)) {
        begun.add(name);
      }
    }
    for (Iterator<String> each = begun.iterator(); begun.size() > 1 && each.hasNext(); ) {
      String name = each.next();
      if (begun.stream().anyMatch(other -> belongs.test(name, other))) {
        each.remove();
      }
    }
    if (begun.size() == 1) {
      return begun.get(0);
    }
    throw new IllegalArgumentException(
        begun.isEmpty()
            ? "there is no " + noun + " '" + word + "'" + meant(names, word)
            : "'" + word + "' may be " + list(begun, MOST_LISTED) + ": say more of it");
  }

  private static String meant(Collection<String> names, String word) {
    String nearest = null;
    int least = Math.max(2, word.length() / 3) + 1;
    for (String name : names) {
      int distance = distance(name, word);
      if (distance < least) {
        nearest = name;
        least = distance;
      }
    }
    return nearest == null
        ? "; there are " + list(names, MOST_LISTED)
        : "; did you mean '" + nearest + "'?";
  }

  /** At most so many of them. */
  static String list(Collection<String> names, int most) {
    StringBuilder text = new StringBuilder();
    int listed = 0;
    for (Iterator<String> each = names.iterator(); each.hasNext() && listed < most; listed++) {
      text.append(listed == 0 ? "'" : ", '").append(each.next()).append('\'');
    }
    int more = names.size() - listed;
    return more > 0 ? text + " and " + more + " more" : text.toString();
  }

  /** How many letters have to be added, left out or changed (Levenshtein). */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
