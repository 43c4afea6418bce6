package dev.retrofuse.agent;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What only a JVM with modules can do and needs; compiled for Java 9 and loaded only there. */
final class Modules9 {
  private Modules9() {}

  /**
   * Opens a package of a JDK module to the agent's own loader; nothing where there is no such
   * module.
   */
  static void open(Instrumentation instrumentation, String module, String name) {
    Optional<Module> found = ModuleLayer.boot().findModule(module);
    if (found.isPresent()) {
      Map<String, Set<Module>> opens =
          Collections.singletonMap(name, Collections.singleton(Modules9.class.getModule()));
      instrumentation.redefineModule(
          found.get(),
          Collections.<Module>emptySet(),
          Collections.<String, Set<Module>>emptyMap(),
          opens,
          Collections.<Class<?>>emptySet(),
          Collections.<Class<?>, java.util.List<Class<?>>>emptyMap());
    }
  }

  /**
   * Defines a class of package {@code java.lang} into the boot loader; needs that package opened.
   */
  static Class<?> defineInJavaLang(byte[] file) throws IllegalAccessException {
    return MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup()).defineClass(file);
  }
}
