package dev.retrofuse.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.courier.TestBroker;
import dev.retrofuse.engine.spool.KeySpool;
import dev.retrofuse.engine.spool.RuleSpool;
import dev.retrofuse.rules.RuleSet;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept, and sent round by round to brokers in this JVM. */
class ReplayTest extends EngineFixture {
  private static final String RULE = "orders";
  private static final String TOPIC = "Topic";

  @TempDir Path folder;
  private final List<String> told = new ArrayList<>();
  private final Events events = events();
  private final EngineParts parts = new EngineParts(ticker, events);
  private final Outboxes outboxes = parts.outboxes();
  private final Replay replay = new Replay(outboxes, ticker, events);
  private final TestBroker a = new TestBroker("a:9092", size -> {});
  private final TestBroker b = new TestBroker("b:9092", size -> {});
  private RuleBook book;

  @BeforeEach
  void install() {
    TestBroker.install(outboxes.couriers());
  }

  @AfterEach
  void close() {
    outboxes.off();
  }

  private RuleSet spooled(String maxSize, String policies) {
    return rules(
        "  - name: " + RULE,
        "    match: { messaging: { system: kafka } }",
        policies,
        "    fallback: { spool: { folder: '" + folder + "', max-size: " + maxSize + " } }");
  }

  private void begin(String policies) {
    RuleSet rules = spooled("1MB", policies);
    outboxes.apply(rules);
    book = new RuleBook(rules, false, book, parts);
    spool().open();
    replay.ask(book);
  }

  private RuleSpool spool() {
    return outboxes.spools().get(0);
  }

  private CallGuard guard() {
    return book.message("kafka", TOPIC, "send");
  }

  private KeySpool key() {
    return spool().of(TOPIC);
  }

  /** Has a refused send kept. */
  private void keep(TestBroker to, String text) {
    assertTrue(guard().accepts(true, null, "kafka", to.message(TOPIC, text)));
  }

  /** Rounds until nothing is due, which the clock's hand is turned to. */
  private void rounds(int count) {
    for (int i = 0; i < count; i++) {
      ticker.advance(replay.round());
    }
  }

  /** Puts on disk what an application kept that had such a connection, and is gone. */
  private void strand(TestBroker of, String text) throws IOException {
    assertTrue(key().to(of.address()).append(of.letter(TOPIC, text)));
  }

  @Test
  void messagesForABrokerThatNobodyConnectsToHoldUpNoOthers() throws IOException {
    begin("    breaker: { consecutive-failures: 2 }");
    strand(b, "for b");
    for (int i = 0; i < 20; i++) {
      assertTrue(guard().enter() < 0, "goes behind, for it may be for b");
      keep(a, "for a " + i);
    }
    rounds(20);
    assertEquals(IntStream.range(0, 20).mapToObj(i -> "for a " + i).toList(), a.received);
    assertEquals(1, key().status().messages());
    assertEquals(1, guard().status(null).spool().messages());
    assertEquals(List.of(), notes);
    rounds(100);
    assertEquals(
        List.of(
            "1 messages for Topic wait for a connection to b:9092, which nobody in this JVM has"
                + " made"),
        notes);
    keep(b, "connected");
    rounds(20);
    assertEquals(List.of("for b", "connected"), b.received);
    assertFalse(key().holds());
    assertEquals(0, key().status().bytes());
  }

  @Test
  void whatAnOperatorDeletesIsToldAndHoldsUpNoMore() throws IOException {
    begin("    breaker: { consecutive-failures: 2 }");
    strand(b, "for b");
    File[] files = folder.resolve("orders/%54opic%00kafka%20b%3a9092").toFile().listFiles();
    assertEquals(2, files.length);
    for (File file : files) {
      assertTrue(file.delete());
    }
    rounds(2);
    assertTrue(told.get(1).contains("1 messages for Topic are lost"), told.toString());
    assertFalse(key().holds());
    assertEquals(0, key().status().bytes());
    strand(b, "anew");
    assertEquals(1, key().status().messages());
  }

  @Test
  void whatWasKeptForAKeyAloneIsSentBeforeTheOthers() throws IOException {
    begin("    breaker: { consecutive-failures: 2 }");
    for (int i = 0; i < 5; i++) {
      assertTrue(key().to("").append(a.letter(TOPIC, "old " + i)));
    }
    a.down(true);
    keep(a, "new");
    rounds(3);
    a.down(false);
    rounds(200);
    assertEquals(List.of("old 0", "old 1", "old 2", "old 3", "old 4", "new"), a.received);
    assertTrue(key().to("").append(b.letter(TOPIC, "nobody's")));
    keep(a, "last");
    rounds(5);
    assertEquals("last", a.received.get(a.received.size() - 1));
    assertEquals(1, key().status().messages());
  }

  @Test
  void aThreadThatStillAsksTheOldRulesChangesNoBound() throws IOException {
    begin("    breaker: { consecutive-failures: 2 }");
    RuleBook old = book;
    outboxes.apply(spooled("2MB", "    breaker: { consecutive-failures: 2 }"));
    assertTrue(old.message("kafka", "another", "send").keeps());
    assertTrue(key().to(a.address()).append(new byte[1_500_000]));
  }

  @Test
  void asksNobodyWhileTheBreakerOfADestinationIsOpen() throws IOException {
    begin("    scope: rule\n    breaker: { consecutive-failures: 3, by: destination }");
    for (int i = 0; i < 20; i++) {
      call(guard(), 0, new IOException("down"));
    }
    assertTrue(guard().enter() < 0);
    long refused = guard().state().counts().refused();
    keep(a, "kept");
    rounds(3);
    assertEquals(refused, guard().state().counts().refused());
    rounds(30);
    assertEquals(List.of("kept"), a.received);
  }

  @Test
  void aLotTakesNoLongerThanASlowCall() throws IOException {
    begin(
        "    breaker: { failure-rate: 50%, slow-call: 100ms, slow-call-rate: 50%,"
            + " minimum-calls: 10 }");
    TestBroker steady =
        new TestBroker("a:9092", size -> ticker.advance(size * FakeTicker.MILLISECOND));
    strand(b, "so that it does not begin anew each time that all is sent");
    for (int i = 0; i < 2_000; i++) {
      keep(steady, String.valueOf(i));
      rounds(i < 10 ? 2 : 0); // a lot of one says nothing of larger ones
    }
    rounds(300);
    assertEquals(IntStream.range(0, 2_000).mapToObj(String::valueOf).toList(), steady.received);
    assertEquals(0, guard().state().counts().slow());
    assertEquals(32, steady.lots.get(steady.lots.size() / 2));
  }

  private Events events() {
    return new Events() {
      @Override
      public void stateChanged(StateChange change) {
        changes.add(change);
      }

      @Override
      public void note(String place, String text) {
        notes.add(text);
      }

      @Override
      public void told(String text) {
        told.add(text);
      }
    };
  }
}
