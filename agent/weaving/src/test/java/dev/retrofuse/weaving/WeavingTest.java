package dev.retrofuse.weaving;

import static dev.retrofuse.weaving.MethodMatch.method;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.weaving.samples.Bystander;
import dev.retrofuse.weaving.samples.Caller;
import dev.retrofuse.weaving.samples.CountedDriver;
import dev.retrofuse.weaving.samples.CountedPool;
import dev.retrofuse.weaving.samples.Driver;
import dev.retrofuse.weaving.samples.Narrow;
import dev.retrofuse.weaving.samples.Old;
import dev.retrofuse.weaving.samples.Pool;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WeavingTest {
  private final List<String> log = new ArrayList<>();

  private Weaving weaving(TypeInstrumentation type) {
    return SampleWeaving.of(type, log);
  }

  private static TypeInstrumentation callers() {
    return TypeInstrumentation.implementing(Caller.class.getName())
        .advise(SampleAdvice.class.getName(), method("call", "(Ljava/lang/String;"));
  }

  private byte[] transform(Weaving weaving, Class<?> type, byte[] file) {
    String name = type.getName().replace('.', '/');
    return weaving.transform(getClass().getClassLoader(), name, null, null, file);
  }

  private byte[] transform(Weaving weaving, Class<?> type) {
    return transform(weaving, type, ClassFiles.of(type));
  }

  private Caller woven() throws ReflectiveOperationException {
    byte[] file = transform(weaving(callers()), Driver.class);
    assertNotNull(file, log::toString);
    return (Caller)
        ClassFiles.loader(Driver.class.getName(), file, getClass().getClassLoader())
            .loadClass(Driver.class.getName())
            .getConstructor()
            .newInstance();
  }

  @Test
  void weavesWhatImplementsTheInterfaceThroughASuperclass() throws Exception {
    Caller driver = woven();
    assertEquals("called yes", driver.call("yes"));
    assertThrows(IllegalArgumentException.class, () -> driver.call("no"));
  }

  @Test
  void aFaultOfTheAdviceDoesNotReachTheCall() throws Exception {
    assertEquals("called fault", woven().call("fault"));
  }

  @Test
  void leavesAloneWhatHandsOn() {
    assertNull(transform(weaving(callers()), Pool.class));
    assertNotNull(transform(weaving(callers().delegatorsToo()), Pool.class));
  }

  @Test
  void weavesWhatImplementsAnInterfaceThroughOneOfTheJdk() {
    TypeInstrumentation futures =
        TypeInstrumentation.implementing("java.util.concurrent.Future")
            .advise(NothingAdvice.class.getName(), method("get", "("));
    assertNotNull(transform(weaving(futures), Narrow.class), log::toString);
  }

  @Test
  void leavesAloneWhatHandsOnThroughItsSuperclass() {
    assertNull(transform(weaving(callers()), CountedPool.class));
    assertNotNull(transform(weaving(callers()), CountedDriver.class));
    assertTrue(log.isEmpty(), log::toString);
  }

  @Test
  void leavesAloneWhatIsExcepted() {
    Weaving weaving = weaving(callers().except(Driver.class.getName()));
    assertNull(transform(weaving, Driver.class));
    assertNotNull(transform(weaving, CountedDriver.class));
  }

  @Test
  void leavesAloneWhatIsNotMatched() {
    assertNull(transform(weaving(callers()), Bystander.class));
    assertNull(transform(weaving(callers()), Caller.class));
    assertTrue(log.isEmpty(), log::toString);
  }

  @Test
  void matchesByName() {
    TypeInstrumentation named =
        TypeInstrumentation.named(Bystander.class.getName())
            .advise(SampleAdvice.class.getName(), method("call", "("));
    assertNotNull(transform(weaving(named), Bystander.class));
  }

  @Test
  void stepsAsideWhereTheLibraryLacksWhatTheAdviceNames() {
    TypeInstrumentation named =
        TypeInstrumentation.named(Bystander.class.getName())
            .advise(NewerLibraryAdvice.class.getName(), method("call", "("));
    Weaving weaving = weaving(named);
    ClassLoader bare = ClassLoader.getPlatformClassLoader();
    String name = Bystander.class.getName().replace('.', '/');
    byte[] file = ClassFiles.of(Bystander.class);
    assertNull(weaving.transform(bare, name, null, null, file));
    assertEquals(1, log.size(), log::toString);
    assertTrue(log.get(0).contains("org.junit.jupiter.api.Assertions"), log::toString);
  }

  @Test
  void leavesAloneAClassOfAJavaItDoesNotKnow() {
    byte[] file = ClassFiles.of(Driver.class);
    file[7] = (byte) 200;
    assertNull(transform(weaving(callers()), Driver.class, file));
    assertEquals(1, log.size(), log::toString);
  }

  @Test
  void weavesClassFilesThatAreOlderThanFrames() {
    for (int version : new int[] {48, 49}) {
      byte[] file = ClassFiles.of(Old.class);
      file[7] = (byte) version;
      byte[] woven = transform(weaving(callers()), Old.class, file);
      assertNotNull(woven, log::toString);
      assertEquals(version, woven[7]);
    }
  }

  @Test
  void theFirstMatchWaitsForTheRules() throws Exception {
    Weaving weaving = SampleWeaving.starting(callers(), log);
    CountDownLatch done = new CountDownLatch(1);
    Thread loading =
        new Thread(
            () -> {
              transform(weaving, Driver.class);
              done.countDown();
            });
    loading.start();
    while (loading.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    assertEquals(1, done.getCount());
    weaving.rulesInForce();
    done.await();
  }

  @Test
  void aSwitchedOffLibraryIsNotWoven() {
    Weaving weaving = weaving(callers());
    Instrumentation none =
        (Instrumentation)
            java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, arguments) -> new Class<?>[0]);
    weaving.switchOff("sample", none);
    assertNull(transform(weaving, Driver.class));
  }
}
