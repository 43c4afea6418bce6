package dev.retrofuse.waist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The agent defines the waist's classes by name; what one extends must be there before it. */
class DefinitionOrderTest {
  private static List<Class<?>> waist() throws IOException, URISyntaxException {
    Path folder =
        Path.of(RetrofuseAgent.class.getResource("RetrofuseAgent.class").toURI()).getParent();
    List<Class<?>> classes = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        String name = file.getFileName().toString();
        if (name.endsWith(".class") && !name.equals("package-info.class")) {
          classes.add(load(name.substring(0, name.length() - ".class".length())));
        }
      }
    }
    return classes;
  }

  private static Class<?> load(String simpleName) {
    try {
      return Class.forName(
          RetrofuseAgent.class.getPackageName() + '.' + simpleName,
          false,
          RetrofuseAgent.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatAClassExtendsComesBeforeIt() throws Exception {
    List<Class<?>> classes = waist();
    assertTrue(classes.size() > 20, "found " + classes);
    List<String> early = new ArrayList<>();
    for (Class<?> type : classes) {
      List<Class<?>> supertypes = new ArrayList<>(List.of(type.getInterfaces()));
      supertypes.add(type.getSuperclass());
      for (Class<?> supertype : supertypes) {
        if (classes.indexOf(supertype) > classes.indexOf(type)) {
          early.add(type.getName() + " extends " + supertype.getName());
        }
      }
    }
    assertEquals(List.of(), early);
  }
}
