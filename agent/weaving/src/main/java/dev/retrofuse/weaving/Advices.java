package dev.retrofuse.weaving;

import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The agent's advice classes, each read once. */
final class Advices {
  private final ClassLoader agentLoader;
  private final ConcurrentMap<String, AdviceClass> known = new ConcurrentHashMap<>();

  Advices(ClassLoader agentLoader) {
    this.agentLoader = agentLoader;
  }

  /** The advice class of this dotted name. */
  AdviceClass get(String name) throws IOException {
    AdviceClass advice = known.get(name);
    if (advice == null) {
      advice = AdviceClass.of(file(name));
      known.put(name, advice);
    }
    return advice;
  }

  private byte[] file(String name) throws IOException {
    byte[] file = ClassFile.find(agentLoader, name.replace('.', '/'));
    if (file == null) {
      throw new IOException("no advice class " + name);
    }
    return file;
  }
}
