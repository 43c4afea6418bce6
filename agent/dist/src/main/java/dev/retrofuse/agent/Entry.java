package dev.retrofuse.agent;

import java.io.File;
import java.lang.instrument.Instrumentation;

/**
 * The first class inside the isolated loader. Names no class of the waist: it has yet to be placed.
 */
public final class Entry {
  private Entry() {}

  /** {@code -javaagent}: the rules are read while the application starts. */
  public static void premain(String arguments, Instrumentation instrumentation, File jar)
      throws Exception {
    Arguments parsed = Arguments.parse(arguments);
    LibrariesAhead libraries = LibrariesAhead.begin();
    String placement = Waist.place(instrumentation, Entry.class.getClassLoader());
    First.start(parsed, instrumentation, placement, libraries);
  }

  /** Attach: an operator's command, answered in the file that it names. */
  public static void agentmain(String arguments, Instrumentation instrumentation, File jar)
      throws Exception {
    Arguments parsed = Arguments.parse(arguments);
    String placement = Waist.place(instrumentation, Entry.class.getClassLoader());
    Commands.run(parsed, instrumentation, placement);
  }
}
