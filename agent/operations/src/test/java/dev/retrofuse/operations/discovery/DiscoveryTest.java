package dev.retrofuse.operations.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.Engine;
import dev.retrofuse.engine.Events;
import dev.retrofuse.engine.StateChange;
import dev.retrofuse.engine.Ticker;
import dev.retrofuse.rules.RuleFile;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import dev.retrofuse.waist.RetrofuseJdbc;
import dev.retrofuse.waist.RetrofuseMessaging;
import dev.retrofuse.waist.RetrofuseThread;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls as woven code makes them, and what is seen of them. */
class DiscoveryTest implements Events {
  private static final String RULES =
      """
      rules:
        - name: pay
          match: { http: { host: pay } }
          breaker: { minimum-calls: 5 }
          retry: { attempts: 2, back-off: 1ms }
      """;

  private long now = 5;
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
  private final Discovery discovery = new Discovery(ticker);

  @BeforeEach
  void begin() {
    engine.apply(RuleFile.parse("f", RULES).ruleSet());
    engine.on();
    engine.record(discovery.before(null));
  }

  @AfterEach
  void end() {
    engine.record(null);
    engine.off();
    assertFalse(RetrofuseThread.current().inside(RetrofuseThread.HTTP));
    assertFalse(RetrofuseThread.current().inside(RetrofuseThread.JDBC));
  }

  private void call(RetrofuseGuard guard, long millis, int status, Throwable thrown) {
    long permit = guard.enter();
    now += millis * 1_000_000;
    guard.exit(permit, status, thrown);
  }

  private static RetrofuseGuard http(String url) {
    return RetrofuseHttp.request("GET", URI.create(url));
  }

  private SeenCalls only() {
    assertEquals(1, discovery.all().size(), discovery.report());
    return discovery.all().iterator().next();
  }

  @Test
  void routesAreOneName() {
    for (int i = 0; i < 100; i++) {
      call(http("http://other:81/orders/" + i), i < 90 ? 10 : 200, i < 95 ? 200 : 503, null);
    }
    call(http("http://other:81/orders/1"), 10, 0, new IOException());
    SeenCalls seen = only();
    assertEquals("other:81", seen.name().destination());
    assertEquals("GET /orders/{}", seen.name().operation() + " " + seen.name().object());
    assertEquals("101 6 0", seen.calls() + " " + seen.failures() + " " + seen.underWay());
    assertEquals(10, seen.percentileMillis(50), 1);
    assertEquals(200, seen.percentileMillis(99), 15);
    assertEquals("[" + DiscoveryTest.class.getName() + "]", seen.callers().toString());
    discovery.end();
    assertTrue(discovery.report().startsWith("{\"seconds\":2.91,\"calls\":[{"), discovery.report());
  }

  @Test
  void rulesActAsBefore() {
    for (int i = 0; i < 8; i++) {
      call(http("http://pay/"), 1, 500, null);
    }
    SeenCalls seen = only();
    assertEquals("5 5 3", seen.calls() + " " + seen.failures() + " " + seen.refused());
  }

  @Test
  void triesAreOneCall() {
    RetrofuseGuard guard = http("http://pay/");
    long permit = guard.enter();
    now += 1_000_000;
    permit =
        guard.again(permit, 1, RetrofuseGuard.IDEMPOTENT, 0, null, new java.net.ConnectException());
    assertTrue(permit >= 0);
    now += 50_000_000;
    assertTrue(guard.again(permit, 2, RetrofuseGuard.IDEMPOTENT, 200, null, null) < 0);
    SeenCalls seen = only();
    assertEquals("1 0 0", seen.calls() + " " + seen.failures() + " " + seen.underWay());
    assertEquals(51, seen.percentileMillis(99), 5);
  }

  @Test
  void whatHangsIsUnderWay() {
    for (int i = 0; i < 3; i++) {
      RetrofuseGuard guard = http("http://other/");
      guard.leave(guard.enter());
    }
    assertEquals("3 3", only().underWay() + " " + only().mostAtOnce());
  }

  /** As a pool is: it says where its connections lead. */
  public static final class Pool {
    public String getJdbcUrl() {
      return "jdbc:postgresql://db.example/shop?user=me&password=secret";
    }
  }

  @Test
  void poolsConnectionsAndMessages() {
    call(RetrofuseJdbc.borrow(new Pool()), 20, 0, null);
    call(RetrofuseJdbc.connect("jdbc:postgresql://db.example/shop?password=secret"), 5, 0, null);
    call(RetrofuseMessaging.send("kafka", "orders"), 1, 0, null);
    String json = discovery.report();
    assertTrue(json.contains("\"operation\":\"BORROW\""), json);
    assertTrue(json.contains("\"operation\":\"CONNECT\""), json);
    assertTrue(json.contains("\"url\":\"kafka\",\"destination\":\"orders\""), json);
    assertFalse(json.contains("secret"), json);
  }

  @Test
  void namesAreBounded() {
    for (int i = 0; i < 3 * Discovery.MOST; i++) {
      String word = Integer.toString(i, 36).replaceAll("[0-9]", "z") + (char) ('a' + i % 26);
      call(http("http://host" + word + ".example/"), 1, 200, null);
    }
    assertEquals(Discovery.MOST + 1, discovery.all().size());
    long all = discovery.all().stream().mapToLong(SeenCalls::calls).sum();
    assertEquals(3 * Discovery.MOST, all);
    assertTrue(discovery.report().contains("\"other\":true"));
  }

  @Override
  public void stateChanged(StateChange change) {}

  @Override
  public void note(String place, String text) {}
}
