package dev.retrofuse.spans;

import dev.retrofuse.engine.jdbc.JdbcUrl;
import dev.retrofuse.engine.jdbc.SqlShape;
import dev.retrofuse.waist.RetrofuseSpan;
import dev.retrofuse.waist.RetrofuseSpans;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** What the span of a database call says of it. */
final class Databases {
  private static final Map<String, String> NAMES = names();

  private Databases() {}

  // Where a JDBC URL says another name than OpenTelemetry.
  private static Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    names.put("oracle", "oracle.db");
    names.put("sqlserver", "microsoft.sql_server");
    names.put("jtds", "microsoft.sql_server");
    names.put("db2", "ibm.db2");
    names.put("h2", "h2database");
    names.put("sap", "sap.hana");
    names.put("informix-sqli", "ibm.informix");
    for (String same : new String[] {"postgresql", "mysql", "mariadb", "hsqldb", "derby"}) {
      names.put(same, same);
    }
    names.put("sqlite", "sqlite");
    names.put("clickhouse", "clickhouse");
    return Collections.unmodifiableMap(names);
  }

  static void describe(RetrofuseSpan span, JdbcUrl url, SqlShape sql) {
    String system = system(url.text());
    span.put("db.system.name", system);
    span.put("db.namespace", url.database());
    RetrofuseSpans.address(span, url.host());
    span.put("db.operation.name", sql.operation());
    span.put("db.collection.name", sql.table());
    boolean text = sql.operation() != null && sql != SqlShape.CONNECT;
    span.put("db.query.text", text ? sql.form() : null);
    span.name(name(system, url, sql));
  }

  private static String name(String system, JdbcUrl url, SqlShape sql) {
    String target = sql.table() == null ? url.database() : sql.table();
    if (sql.operation() == null) {
      return target == null ? system : target;
    }
    return target == null ? sql.operation() : sql.operation() + " " + target;
  }

  private static String system(String url) {
    int start = "jdbc:".length();
    int end = url.indexOf(':', start);
    String name = end < 0 ? null : NAMES.get(url.substring(start, end));
    return name == null ? "other_sql" : name;
  }
}
