package dev.retrofuse.weaving;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Some types of a library, and the advice for their methods. */
public final class TypeInstrumentation {
  private final List<String> names;
  private final String supertype;
  private final Map<String, List<MethodMatch>> advice = new LinkedHashMap<>();
  private final Set<String> except = new HashSet<>();
  private boolean delegatorsToo;

  private TypeInstrumentation(List<String> names, String supertype) {
    this.names = names;
    this.supertype = supertype;
  }

  /** Types of exactly these names, in dotted form. The cheap way: prefer it. */
  public static TypeInstrumentation named(String... classNames) {
    List<String> names = new ArrayList<>();
    for (String name : classNames) {
      names.add(internal(name));
    }
    return new TypeInstrumentation(names, null);
  }

  /**
   * Every class of an application loader that implements this interface, directly or not. A method
   * that only hands on to the same method of another implementation (what pools and wrappers do) is
   * left alone, so that a call counts once, where it is done.
   */
  public static TypeInstrumentation implementing(String interfaceName) {
    return new TypeInstrumentation(Collections.<String>emptyList(), internal(interfaceName));
  }

  /**
   * The twin of an advice for a library that went from javax to jakarta and changed nothing else:
   * the same class file, where it names types of packages below javax, names those below jakarta.
   */
  public static String onJakarta(String adviceClass) {
    return adviceClass + Advices.ON_JAKARTA;
  }

  /** The same advice for methods whose arguments stand so many places further behind. */
  public static String shifted(String adviceClass, int places) {
    return adviceClass + Advices.SHIFTED + places;
  }

  /** Weaves methods that hand on to the same method of another implementation as well. */
  public TypeInstrumentation delegatorsToo() {
    delegatorsToo = true;
    return this;
  }

  /** Leaves out these classes, by dotted name, though they implement the interface. */
  public TypeInstrumentation except(String... classNames) {
    for (String name : classNames) {
      except.add(internal(name));
    }
    return this;
  }

  /** Adds advice for the methods that any of the matches names. */
  public TypeInstrumentation advise(String adviceClass, MethodMatch... methods) {
    List<MethodMatch> all = advice.get(adviceClass);
    if (all == null) {
      all = new ArrayList<>();
      advice.put(adviceClass, all);
    }
    Collections.addAll(all, methods);
    return this;
  }

  List<String> names() {
    return names;
  }

  /** The interface's internal name, or null where types are named. */
  String supertype() {
    return supertype;
  }

  /**
   * What some text in the constant pool of a class must begin with before its supertypes are worth
   * reading: how its matched methods' descriptors begin, where that says enough, or the interface's
   * package.
   */
  List<String> mentions() {
    List<String> starts = new ArrayList<>();
    for (List<MethodMatch> methods : advice.values()) {
      for (MethodMatch method : methods) {
        if (!method.descriptorStart().startsWith("(L")) {
          return Collections.singletonList(supertype.substring(0, supertype.lastIndexOf('/') + 1));
        }
        starts.add(method.descriptorStart());
      }
    }
    return starts;
  }

  boolean excepts(String name) {
    return except.contains(name);
  }

  boolean skipsDelegators() {
    return supertype != null && !delegatorsToo;
  }

  Map<String, List<MethodMatch>> advice() {
    return advice;
  }

  private static String internal(String name) {
    return name.replace('.', '/');
  }
}
