package dev.retrofuse.weaving;

import java.util.Collections;
import java.util.List;

/** A weaving with one library, "sample", of one type instrumentation. */
final class SampleWeaving {
  private SampleWeaving() {}

  /** One that still waits for its rules. */
  static Weaving starting(TypeInstrumentation type, List<String> log) {
    LibraryInstrumentation sample =
        new LibraryInstrumentation() {
          @Override
          public String name() {
            return "sample";
          }

          @Override
          public List<TypeInstrumentation> types() {
            return Collections.singletonList(type);
          }
        };
    ClassLoader agentLoader = new ClassLoader(SampleWeaving.class.getClassLoader()) {};
    return new Weaving(
        Collections.singletonList(sample), agentLoader, (place, text) -> log.add(text));
  }

  static Weaving of(TypeInstrumentation type, List<String> log) {
    Weaving weaving = starting(type, log);
    weaving.rulesInForce();
    return weaving;
  }
}
