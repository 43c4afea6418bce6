package dev.retrofuse.weaving;

import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The agent's advice classes, each read once. */
final class Advices {
  /** Behind the name of an advice: as {@link TypeInstrumentation#onJakarta} has it. */
  static final String ON_JAKARTA = "@jakarta";

  /** The same, before a number: as {@link TypeInstrumentation#shifted} has it. */
  static final String SHIFTED = "@+";

  private final ClassLoader agentLoader;
  private final ConcurrentMap<String, AdviceClass> known = new ConcurrentHashMap<>();

  Advices(ClassLoader agentLoader) {
    this.agentLoader = agentLoader;
  }

  /** The advice class of this dotted name, or what is behind it makes of it. */
  AdviceClass get(String name) throws IOException {
    AdviceClass advice = known.get(name);
    if (advice == null) {
      advice = read(name, name.indexOf('@'));
      known.put(name, advice);
    }
    return advice;
  }

  private AdviceClass read(String name, int end) throws IOException {
    byte[] file = file(end < 0 ? name : name.substring(0, end));
    if (name.startsWith(SHIFTED, end)) {
      return AdviceClass.of(file, Integer.parseInt(name.substring(end + SHIFTED.length())));
    }
    boolean jakarta = name.startsWith(ON_JAKARTA, end);
    return AdviceClass.of(jakarta ? ClassHeader.read(file).renamed("javax/", "jakarta/") : file, 0);
  }

  private byte[] file(String name) throws IOException {
    byte[] file = ClassFile.find(agentLoader, name.replace('.', '/'));
    if (file == null) {
      throw new IOException("no advice class " + name);
    }
    return file;
  }
}
