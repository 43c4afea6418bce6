package dev.retrofuse.agent;

import dev.retrofuse.weaving.LibraryInstrumentation;
import dev.retrofuse.weaving.TypeIndex;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The instrumentations of this jar. Read without ServiceLoader, which costs more than all of them.
 */
final class Libraries {
  private static final String SERVICE =
      "META-INF/services/" + LibraryInstrumentation.class.getName();

  private Libraries() {}

  /** What they weave. */
  static TypeIndex index(ClassLoader inner) throws IOException, ReflectiveOperationException {
    return new TypeIndex(all(inner));
  }

  private static List<LibraryInstrumentation> all(ClassLoader inner)
      throws IOException, ReflectiveOperationException {
    List<LibraryInstrumentation> libraries = new ArrayList<>();
    try (InputStream in = inner.getResourceAsStream(SERVICE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.trim().isEmpty()) {
          libraries.add(create(inner, line.trim()));
        }
      }
    }
    return libraries;
  }

  private static LibraryInstrumentation create(ClassLoader inner, String name)
      throws ReflectiveOperationException {
    return (LibraryInstrumentation) inner.loadClass(name).getConstructor().newInstance();
  }
}
