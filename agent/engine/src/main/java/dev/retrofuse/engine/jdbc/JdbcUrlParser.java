package dev.retrofuse.engine.jdbc;

/** Reads the URLs of the common drivers, and of the others as far as they look alike. */
final class JdbcUrlParser {
  private static final String SCHEME = "jdbc:";
  private static final String[] DEFAULT_PORTS = {
    "postgresql",
    "5432",
    "mysql",
    "3306",
    "mariadb",
    "3306",
    "sqlserver",
    "1433",
    "derby",
    "1527",
    "db2",
    "50000",
    "h2",
    "9092",
    "jtds",
    "1433"
  };

  private JdbcUrlParser() {}

  static JdbcUrl parse(String url) {
    int vendorEnd = url.indexOf(':', SCHEME.length());
    String vendor = url.substring(SCHEME.length(), vendorEnd < 0 ? url.length() : vendorEnd);
    if (vendor.equals("oracle")) {
      return OracleUrlParser.parse(url);
    }
    int slashes = url.indexOf("//");
    String bare = Urls.upTo(url, 0, "?;");
    return slashes < 0 || slashes >= bare.length()
        ? local(bare)
        : remote(url, vendor, slashes + "//".length());
  }

  /**
   * {@code jdbc:h2:mem:orders}, {@code jdbc:derby:/data/orders}, {@code jdbc:postgresql:orders}.
   */
  private static JdbcUrl local(String bare) {
    return new JdbcUrl(bare, null, lastName(bare));
  }

  /** {@code jdbc:vendor:kind://user:password@host:port/database?parameters}. */
  private static JdbcUrl remote(String url, String vendor, int start) {
    String authority = Urls.upTo(url, start, "/?;");
    String path = Urls.upTo(url, start + authority.length(), "?;");
    if (vendor.equals("db2") || vendor.startsWith("informix")) {
      path = Urls.upTo(path, 0, ":");
    }
    String port = Urls.value(DEFAULT_PORTS, vendor);
    String hosts = Authority.hosts(authority, null);
    return new JdbcUrl(
        url.substring(0, start) + hosts + path,
        hosts.isEmpty() ? null : Authority.hosts(authority, port),
        vendor.equals("sqlserver") ? sqlServerDatabase(url) : lastName(path));
  }

  private static String sqlServerDatabase(String url) {
    String name = Urls.parameter(url, "databaseName=", ';');
    return name != null ? name : Urls.parameter(url, "database=", ';');
  }

  /** The last part of a path; null when it is empty. */
  private static String lastName(String path) {
    int start = path.length();
    while (start > 0 && "/\\:".indexOf(path.charAt(start - 1)) < 0) {
      start--;
    }
    return start == path.length() ? null : path.substring(start);
  }
}
