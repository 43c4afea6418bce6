package dev.retrofuse.instrumentation.jdbc;

import static dev.retrofuse.weaving.MethodMatch.method;

import dev.retrofuse.weaving.LibraryInstrumentation;
import dev.retrofuse.weaving.MethodMatch;
import dev.retrofuse.weaving.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/**
 * JDBC: whatever implements its interfaces. A call counts at the driver, because what only hands on
 * is left alone and what a driver calls within a call belongs to that call.
 */
public final class JdbcInstrumentation implements LibraryInstrumentation {
  private static final String PACKAGE = "dev.retrofuse.instrumentation.jdbc.";
  private static final String STATEMENT = PACKAGE + "StatementAdvice";
  private static final String PREPARED = PACKAGE + "PreparedAdvice";
  private static final String CONNECT = PACKAGE + "ConnectAdvice";
  private static final String EXEMPT = PACKAGE + "ExemptAdvice";
  private static final String ANY = "(";
  private static final String NONE = "()";
  private static final String NUMBER_FIRST = "(I";
  private static final String NAME_FIRST = "(Ljava/lang/String;";
  private static final String SQL_FIRST = "(Ljava/lang/String;";
  private static final String[] EXECUTE = {
    "execute", "executeQuery", "executeUpdate",
    "executeLargeUpdate", "executeBatch", "executeLargeBatch"
  };

  private static final String[] GIVE_STREAM = {
    "setAsciiStream",
    "setBinaryStream",
    "setBlob",
    "setCharacterStream",
    "setClob",
    "setNCharacterStream",
    "setNClob",
    "setObject",
    "setUnicodeStream"
  };

  @Override
  public String name() {
    return "jdbc";
  }

  @Override
  public List<TypeInstrumentation> types() {
    return Arrays.asList(
        statement(TypeInstrumentation.implementing("java.sql.Statement")),
        // Does the work, but leaves it to its subclasses to declare the interface.
        statement(TypeInstrumentation.named("org.sqlite.jdbc3.JDBC3Statement")),
        connection(),
        driver(),
        // Connects for drivers of Derby that only hand on; before 10.8 it is no Driver itself.
        TypeInstrumentation.named("org.apache.derby.jdbc.InternalDriver")
            .advise(CONNECT, method("connect", "(Ljava/lang/String;Ljava/util/Properties;")),
        dataSources(),
        borrowing(),
        pools());
  }

  private static TypeInstrumentation statement(TypeInstrumentation type) {
    return type.advise(STATEMENT, methods(SQL_FIRST, EXECUTE))
        .advise(STATEMENT, methods(NONE, EXECUTE))
        .advise(PACKAGE + "StreamAdvice", methods(NUMBER_FIRST, GIVE_STREAM))
        .advise(PACKAGE + "StreamAdvice", methods(NAME_FIRST, GIVE_STREAM))
        .advise(PACKAGE + "ClearAdvice", method("clearParameters", NONE))
        .advise(PACKAGE + "BatchAdvice", method("addBatch", SQL_FIRST))
        .advise(
            PACKAGE + "ResultsAdvice",
            methods(ANY, "getResultSet", "getUpdateCount", "getLargeUpdateCount", "getMoreResults"))
        .advise(EXEMPT, methods(NONE, "getGeneratedKeys", "getMetaData", "getParameterMetaData"));
  }

  // Drivers end, begin and look into transactions with statements of their own; refusing those
  // would break a connection that works.
  private static TypeInstrumentation connection() {
    return TypeInstrumentation.implementing("java.sql.Connection")
        .advise(PREPARED, methods(SQL_FIRST, "prepareStatement", "prepareCall"))
        .advise(
            EXEMPT,
            methods(
                ANY,
                "prepareStatement",
                "prepareCall",
                "isValid",
                "commit",
                "rollback",
                "setSavepoint",
                "releaseSavepoint",
                "setAutoCommit",
                "setReadOnly",
                "isReadOnly",
                "setTransactionIsolation",
                "getTransactionIsolation",
                "setCatalog",
                "getCatalog",
                "setSchema",
                "getSchema",
                "setClientInfo",
                "getClientInfo",
                "getWarnings"));
  }

  private static TypeInstrumentation driver() {
    return TypeInstrumentation.implementing("java.sql.Driver")
        // They look up a pool, or wrap; the driver behind them connects.
        .except(
            "org.apache.commons.dbcp.PoolingDriver",
            "org.apache.commons.dbcp2.PoolingDriver",
            "org.logicalcobwebs.proxool.ProxoolDriver",
            "com.alibaba.druid.proxy.DruidDriver")
        .advise(CONNECT, method("connect", "(Ljava/lang/String;Ljava/util/Properties;"));
  }

  /** Those that connect without {@code Driver.connect}. */
  private static TypeInstrumentation dataSources() {
    return TypeInstrumentation.named(
            "com.microsoft.sqlserver.jdbc.SQLServerDataSource",
            "org.h2.jdbcx.JdbcDataSource",
            "org.hsqldb.jdbc.JDBCDataSource",
            "org.hsqldb.jdbc.jdbcDataSource",
            "org.hsqldb.jdbc.pool.JDBCPooledDataSource",
            "org.hsqldb.jdbc.pool.JDBCXADataSource",
            "org.mariadb.jdbc.MariaDbDataSource",
            "org.sqlite.SQLiteDataSource")
        .advise(
            CONNECT,
            methods(
                ANY,
                "getConnection",
                "getConnectionInternal",
                "getPooledConnection",
                "getXAConnection"));
  }

  /** Where applications wait for one of a pool's connections. */
  private static TypeInstrumentation borrowing() {
    return TypeInstrumentation.named(
            "com.alibaba.druid.pool.DruidDataSource",
            "com.mchange.v2.c3p0.impl.AbstractPoolBackedDataSource",
            "com.zaxxer.hikari.HikariDataSource",
            "org.apache.commons.dbcp.BasicDataSource",
            "org.apache.commons.dbcp2.BasicDataSource",
            "org.apache.tomcat.dbcp.dbcp.BasicDataSource",
            "org.apache.tomcat.dbcp.dbcp2.BasicDataSource",
            "org.apache.tomcat.jdbc.pool.DataSourceProxy")
        .advise(PACKAGE + "BorrowAdvice", method("getConnection", NONE));
  }

  /** What pools run by themselves to look after a connection. */
  private static TypeInstrumentation pools() {
    return TypeInstrumentation.named(
            "com.alibaba.druid.pool.DruidAbstractDataSource",
            "com.jolbox.bonecp.BoneCP",
            "com.mchange.v2.c3p0.impl.C3P0PooledConnectionPoolManager",
            "com.mchange.v2.c3p0.impl.DefaultConnectionTester",
            "com.zaxxer.hikari.pool.HikariPool",
            "com.zaxxer.hikari.pool.PoolBase",
            "com.zaxxer.hikari.pool.PoolUtilities",
            "org.apache.commons.dbcp.PoolableConnectionFactory",
            "org.apache.commons.dbcp.datasources.CPDSConnectionFactory",
            "org.apache.commons.dbcp.datasources.KeyedCPDSConnectionFactory",
            "org.apache.commons.dbcp2.PoolableConnection",
            "org.apache.commons.dbcp2.PoolableConnectionFactory",
            "org.apache.commons.dbcp2.datasources.CPDSConnectionFactory",
            "org.apache.commons.dbcp2.datasources.KeyedCPDSConnectionFactory",
            "org.apache.tomcat.dbcp.dbcp.PoolableConnectionFactory",
            "org.apache.tomcat.dbcp.dbcp2.PoolableConnection",
            "org.apache.tomcat.dbcp.dbcp2.PoolableConnectionFactory",
            "org.apache.tomcat.jdbc.pool.PooledConnection",
            "org.jboss.jca.adapters.jdbc.CheckValidConnectionSQL",
            "org.jboss.resource.adapter.jdbc.CheckValidConnectionSQL")
        .advise(
            EXEMPT,
            methods(
                ANY,
                "activeCheckConnection",
                "executeSql",
                "initSqls",
                "initializeAutomaticTestTable",
                "initializeConnection",
                "isConnectionAlive",
                "isConnectionDead",
                "isConnectionHandleAlive",
                "isValidConnection",
                "testConnectionInternal",
                "validate",
                "validateConnection",
                "validateObject"));
  }

  private static MethodMatch[] methods(String descriptorStart, String... names) {
    MethodMatch[] matches = new MethodMatch[names.length];
    for (int i = 0; i < names.length; i++) {
      matches[i] = method(names[i], descriptorStart);
    }
    return matches;
  }
}
