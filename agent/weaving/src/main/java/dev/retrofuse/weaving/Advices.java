package dev.retrofuse.weaving;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The agent's advice classes, each read once. */
final class Advices {
  private static final int BUFFER = 4096;

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
    try (InputStream in = agentLoader.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new IOException("no advice class " + name);
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream(BUFFER);
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
      return out.toByteArray();
    }
  }
}
