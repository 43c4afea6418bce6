package dev.retrofuse.testapps.legacy;

import java.io.FileOutputStream;
import java.io.OutputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/** As an agent of its own: what a class's bytes are now, after every other agent. */
public final class Bytes {
  private static Instrumentation instrumentation;

  private Bytes() {}

  public static void premain(String arguments, Instrumentation given) {
    instrumentation = given;
  }

  /**
   * Writes the class file that the JVM has in force for a loaded class: {@code CLASS FILE}. To be
   * attached after another agent: only then it sees what that one has made.
   */
  public static void agentmain(String arguments, Instrumentation given) throws Exception {
    instrumentation = given;
    int end = arguments.indexOf(' ');
    write(loaded(arguments.substring(0, end)), arguments.substring(end + 1));
  }

  /**
   * How many classes there are, or -1 where another loader's copy of this class is the agent. The
   * JVM's own counter takes each redefinition for a class more.
   */
  static int loadedClasses() {
    return instrumentation == null ? -1 : instrumentation.getAllLoadedClasses().length;
  }

  private static Class<?> loaded(String name) {
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getName().equals(name)) {
        return type;
      }
    }
    throw new IllegalArgumentException(name + " is not loaded");
  }

  private static void write(Class<?> type, String path) throws Exception {
    Reader reader = new Reader(type);
    instrumentation.addTransformer(reader, true);
    try {
      instrumentation.retransformClasses(type);
    } finally {
      instrumentation.removeTransformer(reader);
    }
    OutputStream out = new FileOutputStream(path);
    try {
      out.write(reader.file);
    } finally {
      out.close();
    }
  }

  private static final class Reader implements ClassFileTransformer {
    private final Class<?> type;
    private byte[] file;

    Reader(Class<?> type) {
      this.type = type;
    }

    @Override
    public byte[] transform(
        ClassLoader loader,
        String name,
        Class<?> redefined,
        ProtectionDomain domain,
        byte[] bytes) {
      if (redefined == type) {
        file = bytes;
      }
      return null;
    }
  }
}
