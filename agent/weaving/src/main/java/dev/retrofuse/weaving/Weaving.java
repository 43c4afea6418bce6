package dev.retrofuse.weaving;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The agent's one transformer. Almost every class leaves it after a hash look-up; the first that
 * does not wakes ASM, and waits until the rules are in force, so that no guarded call is made
 * before them.
 */
public final class Weaving implements ClassFileTransformer {
  private static final long LONGEST_WAIT_SECONDS = 5;

  private final TypeIndex index;
  private final ClassLoader agentLoader;
  private final WeavingLog log;
  private final Set<String> woven =
      Collections.newSetFromMap(new ConcurrentHashMap<String, Boolean>());
  private final Set<String> switchedOff =
      Collections.newSetFromMap(new ConcurrentHashMap<String, Boolean>());
  private final CountDownLatch ready = new CountDownLatch(1);
  private final LoadedCarriers carriers = new LoadedCarriers();
  private volatile Thread starter;
  private volatile Weaver weaver;

  public Weaving(List<LibraryInstrumentation> libraries, ClassLoader agentLoader, WeavingLog log) {
    this(new TypeIndex(libraries), agentLoader, log);
  }

  public Weaving(TypeIndex index, ClassLoader agentLoader, WeavingLog log) {
    this.index = index;
    this.agentLoader = agentLoader;
    this.log = log;
  }

  /** Names the thread that will call {@link #rulesInForce}; it never waits itself. */
  public void startedBy(Thread thread) {
    starter = thread;
  }

  /** From now on classes are woven without waiting. */
  public void rulesInForce() {
    ready.countDown();
  }

  @Override
  public byte[] transform(
      ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] file) {
    if (name == null || loader == agentLoader) {
      return null;
    }
    try {
      List<TypeIndex.Entry> entries =
          redefined == null ? index.find(loader, name, file) : index.find(redefined);
      return entries.isEmpty() ? null : weave(loader, name, file, entries);
    } catch (Throwable fault) {
      log.leftAlone("weave " + name, "left alone: " + name.replace('/', '.') + ": " + fault);
      return null;
    }
  }

  private byte[] weave(ClassLoader loader, String name, byte[] file, List<TypeIndex.Entry> entries)
      throws Exception {
    awaitRules();
    List<TypeIndex.Entry> wanted = withoutSwitchedOff(entries);
    if (index.carries() && !TypeIndex.onlyCarried(wanted)) {
      carriers.need(Thread.currentThread() != starter);
    }
    byte[] result = weaver().weave(loader, name, file, wanted);
    if (result != null) {
      woven.add(name.replace('/', '.'));
    }
    return result;
  }

  private List<TypeIndex.Entry> withoutSwitchedOff(List<TypeIndex.Entry> entries) {
    if (switchedOff.isEmpty()) {
      return entries;
    }
    List<TypeIndex.Entry> left = new ArrayList<>();
    for (TypeIndex.Entry entry : entries) {
      if (!switchedOff.contains(entry.library)) {
        left.add(entry);
      }
    }
    return left;
  }

  private void awaitRules() throws InterruptedException {
    if (Thread.currentThread() != starter && !ready.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
      log.once(
          "slow start",
          "rules are not in force after "
              + LONGEST_WAIT_SECONDS
              + " s: the first calls go unguarded");
    }
  }

  private synchronized Weaver weaver() {
    if (weaver == null) {
      weaver = new Weaver(agentLoader, log);
    }
    return weaver;
  }

  /** Weaves what was loaded before the agent came. */
  public void weaveLoaded(Instrumentation instrumentation) {
    weaveLoaded(instrumentation, true);
  }

  /** The same, but for what only carries: that waits until anything else is woven. */
  public void weaveLoadedAsNeeded(Instrumentation instrumentation) {
    weaveLoaded(instrumentation, false);
  }

  private void weaveLoaded(Instrumentation instrumentation, boolean carriersToo) {
    Retransformation loaded = loaded(instrumentation);
    carriers.found(loaded.only(carrying(true)), carriersToo);
    loaded.only(carrying(false)).run();
  }

  // Not a lambda: the first lambda of a JVM costs more than all else here.
  private Retransformation loaded(Instrumentation instrumentation) {
    return Retransformation.of(
        instrumentation,
        log,
        new Retransformation.Filter() {
          @Override
          public boolean accepts(Class<?> type) {
            return !index.find(type).isEmpty();
          }
        });
  }

  private Retransformation.Filter carrying(final boolean only) {
    return new Retransformation.Filter() {
      @Override
      public boolean accepts(Class<?> type) {
        return TypeIndex.onlyCarried(index.find(type)) == only;
      }
    };
  }

  /** Gives every woven class its own bytes back; to be called after the transformer was removed. */
  public void restore(Instrumentation instrumentation) {
    carriers.end();
    giveBack(instrumentation);
  }

  private void giveBack(Instrumentation instrumentation) {
    Retransformation.Filter mine =
        new Retransformation.Filter() {
          @Override
          public boolean accepts(Class<?> type) {
            return woven.contains(type.getName());
          }
        };
    Retransformation.of(instrumentation, log, mine).run();
  }

  /**
   * Takes one library out for good; its classes get their own bytes back where no other wants them.
   */
  public void switchOff(String library, Instrumentation instrumentation) {
    if (switchedOff.add(library)) {
      giveBack(instrumentation);
    }
  }

  /** Names of the classes woven so far. */
  public Set<String> woven() {
    return Collections.unmodifiableSet(woven);
  }
}
