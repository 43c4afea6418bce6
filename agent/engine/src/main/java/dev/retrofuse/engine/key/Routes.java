package dev.retrofuse.engine.key;

/**
 * Paths of requests as routes: segments that look like an id, because they hold a digit or are
 * long, are one and the same.
 */
public final class Routes {
  private static final String ID = "{}";
  private static final int LONGEST_WORD = 32;
  private static final int LONGEST_NAME = 200;

  private Routes() {}

  /** The same for paths of one route; allocates nothing. */
  public static long hash(String path) {
    long hash = Hash.EMPTY;
    for (int start = 0; start < path.length(); start = end(path, start) + 1) {
      int end = end(path, start);
      hash = Hash.with(hash, '/');
      hash =
          isId(path, start, end)
              ? Hash.with(hash, ID, 0, ID.length())
              : Hash.with(hash, path, start, end);
    }
    return hash;
  }

  /** {@code /orders/{}/items} for {@code /orders/4711/items}; cut where it is very long. */
  public static String name(String path) {
    StringBuilder name = new StringBuilder();
    for (int start = path.startsWith("/") ? 1 : 0;
        start <= path.length() && name.length() < LONGEST_NAME;
        start = end(path, start) + 1) {
      int end = end(path, start);
      name.append('/').append(isId(path, start, end) ? ID : path.substring(start, end));
    }
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name.toString();
  }

  private static int end(String path, int start) {
    int slash = path.indexOf('/', start);
    return slash < 0 ? path.length() : slash;
  }

  private static boolean isId(String path, int start, int end) {
    boolean id = end - start > LONGEST_WORD;
    for (int i = start; i < end && !id; i++) {
      id = path.charAt(i) >= '0' && path.charAt(i) <= '9';
    }
    return id;
  }
}
