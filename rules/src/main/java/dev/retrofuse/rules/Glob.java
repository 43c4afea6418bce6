package dev.retrofuse.rules;

/**
 * Wildcards: {@code **} stands for anything, {@code *} for anything without a slash, {@code ?} for
 * one character that is no slash. There is no escape: {@code ?} also matches itself.
 */
final class Glob {
  /*
   * Going back is cheap because little of it is ever needed. What stands between two wildcards was
   * found at its first place, and a later place leaves the second wildcard only text that it could
   * have taken itself. So there is one place to go back to for `*`, the last star, and one for `**`
   * when a slash stops the star. And when a piece behind `**` has failed after its first star, every
   * later start in the same run of text without slashes fails alike: the search goes on at the run's
   * end. The cost is at most text length times pattern length, and nothing is allocated.
   */
  private Glob() {}

  static boolean matches(String pattern, String text, boolean ignoreCase) {
    int p = 0;
    int t = 0;
    int piece = -1; // in the pattern, behind the last `**`; -1 before the first
    int pieceStart = 0; // in the text, where that piece is being tried
    int star = -1; // in the pattern, behind the piece's last `*`; -1 before the first
    int starEnd = 0; // in the text, how far that star reaches
    boolean sameRun = false; // no slash between the piece's start and its first star
    while (p < pattern.length() || t < text.length()) {
      if (isStar(pattern, p) && isStar(pattern, p + 1)) {
        p = behindStars(pattern, p);
        piece = p;
        pieceStart = t;
        star = -1;
      } else if (isStar(pattern, p)) {
        sameRun = star < 0 ? noSlash(text, pieceStart, t) : sameRun;
        star = ++p;
        starEnd = t;
      } else if (p < pattern.length()
          && t < text.length()
          && same(pattern.charAt(p), text.charAt(t), ignoreCase)) {
        p++;
        t++;
      } else if (star >= 0 && starEnd < text.length() && text.charAt(starEnd) != '/') {
        p = star;
        t = ++starEnd;
      } else {
        pieceStart = nextStart(text, pieceStart, star >= 0 && sameRun);
        if (piece < 0 || pieceStart < 0) {
          return false;
        }
        p = piece;
        t = pieceStart;
        star = -1;
      }
    }
    return true;
  }

  /** -1 when there is none. */
  private static int nextStart(String text, int start, boolean atNextSlash) {
    if (atNextSlash) {
      return text.indexOf('/', start);
    }
    return start < text.length() ? start + 1 : -1;
  }

  static boolean isStar(String pattern, int at) {
    return at < pattern.length() && pattern.charAt(at) == '*';
  }

  static int behindStars(String pattern, int at) {
    int end = at;
    while (isStar(pattern, end)) {
      end++;
    }
    return end;
  }

  private static boolean noSlash(String text, int from, int to) {
    int slash = text.indexOf('/', from);
    return slash < 0 || slash >= to;
  }

  static boolean same(char wanted, char found, boolean ignoreCase) {
    return wanted == found
        || (wanted == '?' && found != '/')
        || (ignoreCase && fold(wanted) == fold(found));
  }

  private static char fold(char c) {
    return Character.toLowerCase(Character.toUpperCase(c));
  }
}
