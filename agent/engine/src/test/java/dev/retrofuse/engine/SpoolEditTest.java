package dev.retrofuse.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.engine.courier.TestBroker;
import dev.retrofuse.engine.spool.RuleSpool;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.rules.Spool;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseMessaging;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an edit that adds a spool does to sends that come meanwhile. */
class SpoolEditTest implements Events {
  private static final String TOPIC = "Topic";

  @TempDir Path folder;
  private final Engine engine = new Engine(new FakeTicker(), this);
  private final List<Boolean> keptWhenOpened = new ArrayList<>();

  @AfterEach
  void off() {
    engine.off();
  }

  private static RetrofuseGuard guard() {
    return RetrofuseMessaging.send("kafka", TOPIC);
  }

  private static RuleSet rules(String fallback) {
    return EngineFixture.rules(
        "  - name: orders",
        "    match: { messaging: { system: kafka } }",
        "    bulkhead: { max-concurrent: 1 }",
        fallback);
  }

  private String spool() {
    return "    fallback: { spool: { folder: '" + folder + "' } }";
  }

  @Test
  void itIsOpenBeforeItsRuleIsInForce() throws IOException {
    RuleSpool before =
        new RuleSpool("orders", new Spool(folder.toString(), 1 << 20, false), this, () -> {});
    before.open();
    TestBroker broker = new TestBroker("a:9092", size -> {});
    assertTrue(before.of(TOPIC).to(broker.address()).append(broker.letter(TOPIC, "from before")));
    before.close();
    engine.apply(rules(""));
    engine.on();
    engine.apply(rules(spool()));
    assertEquals(List.of(false), keptWhenOpened);
    assertTrue(guard().enter() < 0, "goes behind what is on disk");
  }

  @Override
  public void stateChanged(StateChange change) {}

  @Override
  public void note(String place, String text) {}

  @Override
  public void told(String text) {
    if (text.contains("from before")) {
      keptWhenOpened.add(guard().keeps());
    }
  }
}
