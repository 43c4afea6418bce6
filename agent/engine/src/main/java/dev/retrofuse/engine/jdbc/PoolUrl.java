package dev.retrofuse.engine.jdbc;

/** The URL for which a pool keeps connections: all pools have it as a property. */
public final class PoolUrl {
  private static final String[] GETTERS = {"getJdbcUrl", "getUrl"};

  private PoolUrl() {}

  /** {@link JdbcUrl#UNKNOWN} where the pool does not say, such as around another data source. */
  public static JdbcUrl of(Object pool) {
    for (String getter : GETTERS) {
      Object url = get(pool, getter);
      if (url instanceof String) {
        return JdbcUrl.parse((String) url);
      }
    }
    return JdbcUrl.UNKNOWN;
  }

  private static Object get(Object pool, String getter) {
    try {
      return pool.getClass().getMethod(getter).invoke(pool);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError calledOtherwise) {
      return null;
    }
  }
}
