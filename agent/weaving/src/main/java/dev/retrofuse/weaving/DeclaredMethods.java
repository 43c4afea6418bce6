package dev.retrofuse.weaving;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/** The methods of a class file that advice can be woven into, each as name and descriptor. */
final class DeclaredMethods {
  private static final int NEVER =
      Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_STATIC | Opcodes.ACC_BRIDGE;

  private final List<String[]> methods;

  DeclaredMethods(ClassHeader header) {
    methods = header.methods(NEVER);
  }

  /** Whether no advice of the instrumentation is for any of them. */
  boolean noneOf(TypeInstrumentation type) {
    for (List<MethodMatch> matches : type.advice().values()) {
      if (!matching(matches, Collections.<String>emptySet()).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Those that any of the matches names, as name and descriptor in one text.
   *
   * @param except names of methods to leave out
   */
  Set<String> matching(List<MethodMatch> matches, Set<String> except) {
    Set<String> found = new LinkedHashSet<>();
    for (String[] method : methods) {
      if (!except.contains(method[0]) && isMatched(matches, method)) {
        found.add(method[0] + method[1]);
      }
    }
    return found;
  }

  private static boolean isMatched(List<MethodMatch> matches, String[] method) {
    for (MethodMatch match : matches) {
      if (match.matches(method[0], method[1])) {
        return true;
      }
    }
    return false;
  }
}
