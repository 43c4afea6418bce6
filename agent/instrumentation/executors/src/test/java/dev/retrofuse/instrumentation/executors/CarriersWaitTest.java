package dev.retrofuse.instrumentation.executors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.BootWaist;
import dev.retrofuse.weaving.Weaving;
import java.lang.instrument.Instrumentation;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Thread, which is always loaded, is woven with the first class that may bring something in. */
class CarriersWaitTest {
  private final Instrumentation instrumentation = BootWaist.install();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private String server;
  private Weaving weaving;

  private void begin(String name) {
    server = LateServers.class.getName() + "$" + name;
    weaving =
        new Weaving(
            Arrays.asList(new ExecutorsInstrumentation(), LateServers.instrumentation(server)),
            new ClassLoader(getClass().getClassLoader()) {},
            (place, text) -> log.add(text));
    weaving.rulesInForce();
    instrumentation.addTransformer(weaving, true);
  }

  @AfterEach
  void detach() {
    instrumentation.removeTransformer(weaving);
    weaving.restore(instrumentation);
    assertEquals(List.of(), log);
  }

  private boolean isThreadWoven() {
    return weaving.woven().contains("java.lang.Thread");
  }

  @Test
  void wovenBeforeTheFirstServerCanServe() {
    begin("First");
    weaving.weaveLoadedAsNeeded(instrumentation);
    assertFalse(isThreadWoven());
    assertEquals(1, new LateServers.First().serve());
    assertTrue(weaving.woven().contains(server));
    assertTrue(isThreadWoven());
  }

  @Test
  void aServerThatIsFasterThanTheStartWaits() throws Exception {
    begin("Second");
    Thread serving = new Thread(() -> new LateServers.Second().serve());
    serving.start();
    while (serving.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    assertFalse(weaving.woven().contains(server));
    weaving.weaveLoadedAsNeeded(instrumentation);
    assertTrue(isThreadWoven());
    serving.join();
    assertTrue(weaving.woven().contains(server));
  }

  @Test
  void allAtOnceWhenAttached() {
    begin("None");
    weaving.weaveLoaded(instrumentation);
    assertTrue(isThreadWoven());
  }

  @Test
  void neverAfterDetach() throws Exception {
    begin("Third");
    weaving.weaveLoadedAsNeeded(instrumentation);
    weaving.restore(instrumentation);
    Thread serving = new Thread(() -> new LateServers.Third().serve());
    serving.start();
    while (serving.isAlive()) {
      assertFalse(serving.getState() == Thread.State.TIMED_WAITING, "for what does not come");
    }
    assertFalse(isThreadWoven());
  }
}
