package dev.retrofuse.operations.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.Engine;
import dev.retrofuse.engine.Events;
import dev.retrofuse.engine.StateChange;
import dev.retrofuse.engine.Ticker;
import dev.retrofuse.engine.jdbc.JdbcUrl;
import dev.retrofuse.engine.jdbc.SqlShape;
import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import dev.retrofuse.waist.RetrofuseJdbc;
import dev.retrofuse.waist.RetrofuseMessaging;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls as woven code makes them, and what is written down of them. */
class CallRecorderTest implements Events {
  private static final String RULES =
      """
      rules:
        - name: pay
          match: { http: { host: pay } }
          breaker: { minimum-calls: 1, consecutive-failures: 1 }
      """;

  private long now = 1_000_000_000;
  private final Ticker ticker =
      new Ticker() {
        @Override
        public long nanos() {
          return now;
        }

        @Override
        public boolean sleep(long nanos) {
          now += nanos;
          return true;
        }
      };
  private final Engine engine = new Engine(ticker, this);
  private CallRecorder recorder;

  private void begin(int atMost) {
    engine.apply(RuleFile.parse("f", RULES).ruleSet());
    engine.on();
    recorder = new CallRecorder(ticker, atMost);
    engine.record(recorder.before(null));
  }

  @AfterEach
  void end() {
    engine.record(null);
    engine.off();
  }

  private void call(RetrofuseGuard guard, int micros, int status, Throwable thrown) {
    long permit = guard.enter();
    now += micros * 1_000L;
    guard.exit(permit, status, thrown);
  }

  private static RetrofuseGuard http(String host, String path) {
    return RetrofuseHttp.request("GET", "http", host, -1, path);
  }

  private List<String> lines() {
    recorder.end();
    return recorder.report().lines().map(line -> line.replace('\t', ' ')).toList();
  }

  @Test
  void eachCallIsALine() {
    begin(10);
    call(http("a", "/x?token=secret"), 250, 200, null);
    call(http("a", "/x"), 50, 0, new CompletionException(new ConnectException("to secret")));
    call(http("pay", "/"), 10, 500, null);
    call(http("pay", "/"), 10, 500, null);
    RetrofuseGuard hangs = http("a", "/x");
    hangs.leave(hangs.enter());
    call(
        RetrofuseJdbc.connect("jdbc:postgresql://me:secret@db/shop?password=secret"),
        7,
        0,
        new SQLException("secret", "08001"));
    call(RetrofuseMessaging.send("kafka", "orders"), 1, 0, null);
    now += 1_000_000;
    assertEquals(
        List.of(
            "retrofuse-recording 2 1328 7 0",
            "name 0 http GET http a 80 /x",
            "name 1 http GET http pay 80 /",
            "name 2 jdbc jdbc:postgresql://db/shop CONNECT  CONNECT",
            "name 3 messaging kafka orders",
            "failure 0 failure  java.net.ConnectException java.net.SocketException"
                + " java.io.IOException java.lang.Exception",
            "failure 1 failure 08001 java.sql.SQLException java.lang.Exception",
            "0 250 0 200",
            "250 50 0 f0",
            "300 10 1 500",
            "310 0 1 refused",
            "320 0 0 -",
            "320 7 2 f1",
            "327 1 3 ok"),
        lines());
  }

  @Test
  void whatAnswersAskForIsWrittenDownInSeconds() {
    begin(10);
    RetrofuseGuard asks = http("a", "/");
    assertTrue(asks.retries(429) && asks.retries(503) && !asks.retries(500) && !asks.retries(0));
    again(asks, 503, "30");
    again(http("a", "/"), 503, "secret");
    again(http("a", "/"), 200, "30");
    again(http("a", "/"), 429, "99999999999999");
    RetrofuseGuard elsewhere = http("a", "/");
    long permit = elsewhere.enter();
    elsewhere.leave(permit);
    assertTrue(elsewhere.endOrWait(permit, 1, RetrofuseGuard.ONCE, 503, "5", null) < 0);
    List<String> lines = lines();
    assertEquals(
        List.of("0 0 0 503 30", "0 0 0 503", "0 0 0 200", "0 0 0 429 1000000000", "0 0 0 503 5"),
        lines.subList(2, lines.size()));
  }

  private static void again(RetrofuseGuard guard, int status, String retryAfter) {
    long permit = guard.enter();
    assertTrue(guard.again(permit, 1, RetrofuseGuard.IDEMPOTENT, status, retryAfter, null) < 0);
  }

  @Test
  void whatIsTooManyIsCounted() {
    begin(3);
    for (int i = 0; i < 5; i++) {
      call(http("a", "/"), 1, 200, null);
    }
    List<String> lines = lines();
    assertEquals("retrofuse-recording 2 5 3 2", lines.get(0));
    assertEquals(5, lines.size());
  }

  @Test
  void manyPathsBecomeRoutesAndManyNamesAreTooMany() {
    begin(100_000);
    for (int i = 0; i < Names.MOST_PATHS + 50; i++) {
      call(http("a", "/orders/" + i), 1, 200, null);
    }
    List<String> lines = lines();
    assertEquals("retrofuse-recording 2 10050 10050 0", lines.get(0));
    assertEquals(
        "name " + Names.MOST_PATHS + " http GET http a 80 /orders/{}",
        lines.get(Names.MOST_PATHS + 1));
    for (int i = 0; i < Names.MOST; i++) {
      call(RetrofuseMessaging.send("kafka", "topic" + i), 1, 0, null);
    }
    long over = Names.MOST_PATHS + 1;
    assertEquals("retrofuse-recording 2 30050 " + (30_050 - over) + " " + over, lines().get(0));
  }

  @Test
  void longNamesAreCutAndTheirTextsAreFew() {
    begin(100_000);
    String longOne = "é".repeat(10_000);
    for (int i = 0; i < 5_000; i++) {
      call(RetrofuseMessaging.send("kafka", i + longOne), 1, 0, null);
    }
    assertTrue(recorder.report().length() < 4_200_000, "bounded, though each name is other");
    int cut = "name 0 messaging kafka 0".length() + 399 * "\\u00e9".length();
    assertEquals(cut, lines().get(1).length());
  }

  @Test
  void sessionsOfPathsAndPasswordsOfUsersAreLeftOut() {
    begin(10);
    call(http("a", "/shop;jsessionid=secret/cart;v=secret"), 1, 200, null);
    Names names = new Names();
    names.jdbc(
        JdbcUrl.parse("jdbc:sqlserver://db:1433;databaseName=shop;user=me;password=secret"),
        SqlShape.of("create user ann identified by secret"));
    names.jdbc(
        JdbcUrl.parse("jdbc:oracle:thin:me/secret@//db:1521/shop"),
        SqlShape.of("select a from orders where card = 'secret'"));
    StringBuilder text = new StringBuilder();
    names.writeTo(text);
    String all = text + recorder.report();
    assertFalse(all.contains("secret"), all);
    assertTrue(all.contains("\t/shop/cart\n"), all);
    assertTrue(all.contains("jdbc:sqlserver://db:1433;databaseName=shop\tCREATE\t"), all);
    assertTrue(all.contains("\tSELECT\torders\tselect a from orders where card=?\n"), all);
  }

  @Override
  public void stateChanged(StateChange change) {}

  @Override
  public void note(String place, String text) {}
}
