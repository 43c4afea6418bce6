package dev.retrofuse.testkit;

import dev.retrofuse.waist.RetrofuseAgent;
import dev.retrofuse.waist.RetrofuseExchanges;
import dev.retrofuse.waist.RetrofuseGrpc;
import dev.retrofuse.waist.RetrofuseHandOver;
import dev.retrofuse.waist.RetrofuseMessaging;
import dev.retrofuse.waist.RetrofuseWork;
import dev.retrofuse.weaving.LibraryInstrumentation;
import dev.retrofuse.weaving.Weaving;
import java.lang.instrument.Instrumentation;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What an agent does to the classes of this JVM, until it is closed. */
public final class TestWeaving implements AutoCloseable {
  private final Instrumentation instrumentation;
  private final Weaving weaving;
  private final List<String> faults = new CopyOnWriteArrayList<>();

  private TestWeaving(Instrumentation instrumentation, LibraryInstrumentation... libraries) {
    this.instrumentation = instrumentation;
    weaving =
        new Weaving(
            Arrays.asList(libraries),
            new ClassLoader(TestWeaving.class.getClassLoader()) {},
            (place, text) -> faults.add(text));
    weaving.rulesInForce();
  }

  /** Weaves what is loaded and what will be. */
  public static TestWeaving of(LibraryInstrumentation... libraries) {
    TestWeaving woven = new TestWeaving(BootWaist.install(), libraries);
    Hook.set(woven.faults);
    woven.instrumentation.addTransformer(woven.weaving, true);
    woven.weaving.weaveLoaded(woven.instrumentation);
    return woven;
  }

  List<String> faults() {
    return faults;
  }

  @Override
  public void close() {
    instrumentation.removeTransformer(weaving);
    weaving.restore(instrumentation);
    Hook.set(null); // before the next line: what is put there from now on is given up at once
    Hook.cancelExchanges();
  }

  // Apart, because to verify code that assigns such types the JVM loads them, and that must not be
  // before the waist is on the boot loader.
  private static final class Hook {
    static void set(List<String> faults) {
      RetrofuseAgent.current = faults == null ? null : new FaultRecorder(faults);
    }

    static void cancelExchanges() {
      RetrofuseExchanges.cancelAll();
      RetrofuseHandOver.forgetAll();
      RetrofuseGrpc.forgetAll();
      RetrofuseMessaging.forgetAll();
      RetrofuseWork.clear();
    }
  }

  private static final class FaultRecorder extends RetrofuseAgent {
    private final List<String> faults;

    FaultRecorder(List<String> faults) {
      this.faults = faults;
    }

    @Override
    protected void onFault(Throwable fault, String instrumentation) {
      faults.add(instrumentation + ": " + fault);
    }

    @Override
    public String command(String arguments) {
      throw new UnsupportedOperationException(arguments);
    }
  }
}
