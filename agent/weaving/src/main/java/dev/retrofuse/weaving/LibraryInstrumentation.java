package dev.retrofuse.weaving;

import java.util.List;

/**
 * One library: which of its types are woven, and with which advice. Found by its name in {@code
 * META-INF/services/dev.retrofuse.weaving.LibraryInstrumentation}; created at the start of the JVM,
 * so it declares and does nothing else.
 */
public interface LibraryInstrumentation {
  /** The name of its folder, such as {@code kafka-clients}; in log lines and the status. */
  String name();

  /** What to weave; an advice is named by its class's name so that nothing is loaded for it yet. */
  List<TypeInstrumentation> types();

  /**
   * Whether it only carries on what the advice of others brings in, so that it can wait for them.
   */
  default boolean onlyCarries() {
    return false;
  }
}
