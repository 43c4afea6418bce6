package dev.retrofuse.instrumentation.jdbc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.testkit.TestWeaving;
import dev.retrofuse.weaving.LibraryInstrumentation;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** An insert of a stream that fails once, when the driver has read the stream to its end. */
class StreamParameterTest {
  private static final String CONTENT = "all that was in the stream";
  private static final String RULES =
      """
      rules:
        - name: db
          match: { jdbc: { url: "jdbc:**", operation: insert, table: streamed } }
          breaker: { window: 1000 calls, minimum-calls: 1000 }
          retry: { back-off: 1ms, max-back-off: 5ms, calls: all, budget: 100% }
      """;
  private static TestWeaving woven;

  @BeforeAll
  static void weave() {
    LibraryInstrumentation jdbc = new JdbcInstrumentation();
    woven = TestWeaving.of(jdbc);
  }

  @AfterAll
  static void unweave() {
    woven.close();
  }

  /** Gives a statement its first parameter. */
  private interface Setter {
    void set(PreparedStatement statement) throws SQLException;
  }

  private static InputStream bytes() {
    return new ByteArrayInputStream(CONTENT.getBytes(US_ASCII));
  }

  private static StringReader reader() {
    return new StringReader(CONTENT);
  }

  abstract static class Streams {
    private Connection connection;
    private Statement plain;

    abstract String url();

    /** Makes a function {@code flaky} that fails with state 53300 at each odd call. */
    abstract void prepare(Statement statement) throws SQLException;

    /** The streams that the driver takes, for a column of text. */
    abstract Map<String, Setter> setters();

    @BeforeEach
    void begin() throws SQLException {
      connection = DriverManager.getConnection(url());
      plain = connection.createStatement();
      plain.execute("drop table if exists streamed");
      plain.execute("create table streamed (content text, n int)");
      prepare(plain);
    }

    @AfterEach
    void end() throws SQLException {
      plain.execute("drop table streamed");
      connection.close();
    }

    private PreparedStatement insert() throws SQLException {
      return connection.prepareStatement("insert into streamed values (?, flaky())");
    }

    private String row() throws SQLException {
      try (ResultSet result = plain.executeQuery("select content from streamed")) {
        String content = result.next() ? result.getString(1) : null;
        assertFalse(result.next(), "a second row");
        return content;
      }
    }

    @Test
    void aStreamIsWrittenOnceOrNotAtAll() throws Exception {
      for (Map.Entry<String, Setter> each : setters().entrySet()) {
        String name = each.getKey();
        try (TestAgent agent = TestAgent.attach(RULES, woven);
            PreparedStatement insert = insert()) {
          each.getValue().set(insert);
          assertEquals("53300", assertThrows(SQLException.class, insert::execute).getSQLState());
          assertEquals(null, row(), name);
          assertEquals(1, agent.calls("db"), name);
          each.getValue().set(insert);
          insert.executeUpdate();
          assertEquals(CONTENT, row(), name);
          assertEquals(2, agent.calls("db"), name);
          assertEquals(new ArrayList<>(), agent.faults());
        }
        plain.execute("delete from streamed");
      }
    }

    @Test
    void onceItsParametersAreTakenBackItIsMadeAgain() throws Exception {
      try (TestAgent agent = TestAgent.attach(RULES, woven);
          PreparedStatement insert = insert()) {
        insert.setCharacterStream(1, reader());
        insert.clearParameters();
        insert.setString(1, CONTENT);
        insert.executeUpdate();
        assertEquals(CONTENT, row());
        assertEquals(2, agent.calls("db"));
        assertTrue(agent.retries("db").succeeded() == 1);
      }
    }
  }

  @Nested
  class OfPostgres extends Streams {
    @Override
    String url() {
      return "jdbc:postgresql://127.0.0.1:5432/test?user=postgres&stringtype=unspecified";
    }

    @Override
    void prepare(Statement statement) throws SQLException {
      statement.execute("set search_path = public, pg_temp");
      statement.execute("drop sequence if exists tries");
      statement.execute("create temp sequence tries");
      statement.execute(
          "create or replace function flaky() returns int language plpgsql as $$ begin"
              + " if nextval('tries') % 2 = 1 then raise exception 'flaky' using errcode = '53300';"
              + " end if; return 1; end $$");
    }

    @Override
    Map<String, Setter> setters() {
      Map<String, Setter> setters = new LinkedHashMap<>();
      setters.put("setAsciiStream", statement -> statement.setAsciiStream(1, bytes(), 26));
      setters.put("setCharacterStream", statement -> statement.setCharacterStream(1, reader()));
      return setters;
    }
  }

  @Nested
  class OfMariaDb extends Streams {
    @Override
    String url() {
      return "jdbc:mariadb://127.0.0.1/test?user=root";
    }

    @Override
    void prepare(Statement statement) throws SQLException {
      statement.execute("create or replace sequence tries");
      statement.execute(
          "create or replace function flaky() returns int begin"
              + " if nextval(tries) % 2 = 1 then signal sqlstate '53300'; end if; return 1; end");
    }

    @Override
    Map<String, Setter> setters() {
      Map<String, Setter> setters = new LinkedHashMap<>();
      setters.put("setAsciiStream", statement -> statement.setAsciiStream(1, bytes()));
      setters.put("setBinaryStream", statement -> statement.setBinaryStream(1, bytes(), 26L));
      setters.put("setCharacterStream", statement -> statement.setCharacterStream(1, reader()));
      setters.put("setNCharacterStream", statement -> statement.setNCharacterStream(1, reader()));
      setters.put("setBlob", statement -> statement.setBlob(1, bytes()));
      setters.put("setClob", statement -> statement.setClob(1, reader()));
      setters.put("setNClob", statement -> statement.setNClob(1, reader()));
      setters.put("setObject of a stream", statement -> statement.setObject(1, bytes()));
      setters.put("setObject of a reader", statement -> statement.setObject(1, reader()));
      return setters;
    }
  }
}
