package dev.retrofuse.rehearsal;

import dev.retrofuse.rules.WrittenCall;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import dev.retrofuse.waist.RetrofuseJdbc;
import dev.retrofuse.waist.RetrofuseMessaging;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Asks for the guards of calls as woven code does. */
public final class Stage {
  private final Map<String, Statement> statements = new HashMap<>();
  private final Map<String, Pool> pools = new HashMap<>();
  private final Driver driver =
      only(Driver.class, "connect", only(Connection.class, "setReadOnly", null));

  /** Null where no rule is for the call. */
  RetrofuseGuard guard(WrittenCall call) {
    switch (call.kind()) {
      case HTTP:
        return RetrofuseHttp.request(
            call.what().toUpperCase(Locale.ROOT), URI.create(call.where()));
      case JDBC:
        return jdbc(call.what(), call.where());
      default:
        return RetrofuseMessaging.send(call.what(), call.where());
    }
  }

  /**
   * Likewise.
   *
   * @param sql a text, {@code CONNECT} or {@code BORROW}
   */
  public RetrofuseGuard jdbc(String sql, String url) {
    switch (sql.toUpperCase(Locale.ROOT)) {
      case "CONNECT":
        return RetrofuseJdbc.connect(url);
      case "BORROW":
        return RetrofuseJdbc.borrow(pools.computeIfAbsent(url, Pool::new));
      default:
        return RetrofuseJdbc.statement(statement(url), sql);
    }
  }

  /** Of a connection to that URL, which is all that the engine asks it for. */
  Statement statement(String url) {
    return statements.computeIfAbsent(url, Stage::connected);
  }

  private static Statement connected(String url) {
    Connection connection = only(Connection.class, "setReadOnly", null);
    RetrofuseJdbc.connected(url, connection);
    return only(Statement.class, "getConnection", connection);
  }

  /** One that always connects: replicas are there. */
  Driver driver() {
    return driver;
  }

  private static <T> T only(Class<T> type, String method, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            Stage.class.getClassLoader(),
            new Class<?>[] {type},
            (self, called, arguments) -> {
              if (called.getName().equals(method)) {
                return answer;
              }
              throw new UnsupportedOperationException(called.getName());
            }));
  }

  /** A pool says where its connections lead. */
  public static final class Pool {
    private final String url;

    Pool(String url) {
      this.url = url;
    }

    public String getJdbcUrl() {
      return url;
    }
  }
}
