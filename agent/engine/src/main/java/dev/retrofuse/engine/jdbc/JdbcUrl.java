package dev.retrofuse.engine.jdbc;

import java.util.Objects;

/**
 * Which database a JDBC URL leads to. Holds neither credentials nor parameters, so that it may be
 * shown.
 */
public final class JdbcUrl {
  /** A URL that could not be learnt: no rule matches it. */
  public static final JdbcUrl UNKNOWN = new JdbcUrl("", null, null);

  private final String text;
  private final String host;
  private final String database;
  private final String hostKey;
  private final String databaseKey;

  JdbcUrl(String text, String host, String database) {
    this.text = text;
    this.host = host;
    this.database = database;
    hostKey = host != null ? host : text.substring(Math.min(text.length(), "jdbc:".length()));
    databaseKey = host != null && database != null ? host + "/" + database : hostKey;
  }

  /** Never fails: what cannot be read is left out. */
  public static JdbcUrl parse(String url) {
    return url == null || !url.startsWith("jdbc:") ? UNKNOWN : JdbcUrlParser.parse(url);
  }

  public boolean isKnown() {
    return !text.isEmpty();
  }

  /** The URL without credentials and parameters. */
  public String text() {
    return text;
  }

  /** The database's name, or null when the URL has none. */
  public String database() {
    return database;
  }

  /** Host and port, or null for a database in this JVM or an alias. */
  public String host() {
    return host;
  }

  /** What tells this host from others, in lower case. */
  public String hostKey() {
    return hostKey;
  }

  /** What tells this database from others. */
  public String databaseKey() {
    return databaseKey;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JdbcUrl
        && text.equals(((JdbcUrl) other).text)
        && Objects.equals(host, ((JdbcUrl) other).host)
        && Objects.equals(database, ((JdbcUrl) other).database);
  }

  @Override
  public int hashCode() {
    return text.hashCode() * 31 + (database == null ? 0 : database.hashCode());
  }

  @Override
  public String toString() {
    return text;
  }
}
