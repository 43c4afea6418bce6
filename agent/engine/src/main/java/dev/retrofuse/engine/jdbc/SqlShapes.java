package dev.retrofuse.engine.jdbc;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The shapes of SQL texts seen before. One place for each hash, the newer text wins: bounded,
 * lock-free, and nothing is allocated on a hit.
 */
public final class SqlShapes {
  private static final int PLACES = 1_024;
  private static final int LONGEST_TEXT = 2_000;

  private final AtomicReferenceArray<Known> places = new AtomicReferenceArray<>(PLACES);

  /** The shape of that text; {@link SqlShape#UNKNOWN} for null. */
  public SqlShape of(String sql) {
    if (sql == null) {
      return SqlShape.UNKNOWN;
    }
    if (sql.length() > LONGEST_TEXT) {
      return SqlShape.of(sql);
    }
    int hash = sql.hashCode();
    int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
    Known known = places.get(place);
    return known != null && known.sql.equals(sql) ? known.shape : learn(place, sql);
  }

  private SqlShape learn(int place, String sql) {
    Known known = new Known(sql, SqlShape.of(sql));
    places.set(place, known);
    return known.shape;
  }

  private static final class Known {
    final String sql;
    final SqlShape shape;

    Known(String sql, SqlShape shape) {
      this.sql = sql;
      this.shape = shape;
    }
  }
}
