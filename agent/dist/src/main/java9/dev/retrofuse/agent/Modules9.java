package dev.retrofuse.agent;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jdk.internal.misc.Unsafe;

/** What only a JVM with modules can do and needs; compiled for Java 9 and loaded only there. */
final class Modules9 {
  private Modules9() {}

  /**
   * Opens a package of a JDK module to the agent's own loader, and exports one, which may be null;
   * nothing where there is no such module.
   */
  static void open(Instrumentation instrumentation, String module, String opened, String exported) {
    Optional<Module> found = ModuleLayer.boot().findModule(module);
    if (found.isPresent()) {
      instrumentation.redefineModule(
          found.get(),
          Collections.<Module>emptySet(),
          toOurs(exported),
          toOurs(opened),
          Collections.<Class<?>>emptySet(),
          Collections.<Class<?>, java.util.List<Class<?>>>emptyMap());
    }
  }

  private static Map<String, Set<Module>> toOurs(String name) {
    return name == null
        ? Collections.<String, Set<Module>>emptyMap()
        : Collections.singletonMap(name, Collections.singleton(Modules9.class.getModule()));
  }

  /**
   * Defines a class of package {@code java.lang} into the boot loader; needs that package opened.
   */
  static void defineInJavaLang(byte[] file) throws IllegalAccessException {
    try {
      Unsafe.getUnsafe().defineClass(null, file, 0, file.length, null, null);
    } catch (IllegalAccessError | NoSuchMethodError | NoClassDefFoundError e) {
      // The documented way, which reads every file in Java before it hands it to the JVM.
      MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup()).defineClass(file);
    }
  }
}
