package dev.retrofuse.agent;

import java.io.EOFException;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Puts the waist's classes on the boot loader; once per JVM, for they stay when the agent goes.
 *
 * <p>They are defined into {@code java.base} rather than appended to the boot class path, because
 * appending costs the application its class data archives. Names no class of the waist itself: it
 * runs before they exist.
 */
final class Waist {
  private static final String INDEX = "waist/index";

  private Waist() {}

  /**
   * @return how they are placed, for the status
   * @throws Exception when the JVM allows no way
   */
  static String place(Instrumentation instrumentation, ClassLoader inner) throws Exception {
    boolean modules = hasModules();
    if (modules) {
      Modules9.open(instrumentation, "java.base", "java.lang", "jdk.internal.misc");
      Modules9.open(instrumentation, "java.sql", "java.sql", null);
    }
    String[] names = names(inner);
    if (isDefined(names[0])) {
      return "defined by an earlier attach";
    }
    if (modules) {
      defineOnModules(inner, names);
      return "defined into java.base";
    }
    try {
      defineOnJava8(inner, names);
      return "defined into the boot loader";
    } catch (ReflectiveOperationException e) {
      append(instrumentation, inner, names);
      return "appended to the boot class path, because defining failed: " + e;
    }
  }

  /**
   * The same without an agent, where the jar's manifest has opened {@code java.lang} to it.
   *
   * @throws Exception when the JVM does not allow it
   */
  static void placeForTheCommandLine(ClassLoader inner) throws Exception {
    String[] names = names(inner);
    if (isDefined(names[0])) {
      return;
    }
    if (hasModules()) {
      defineOnModules(inner, names);
    } else {
      defineOnJava8(inner, names);
    }
  }

  private static void defineOnModules(ClassLoader inner, String[] names) throws Exception {
    for (String name : names) {
      Modules9.defineInJavaLang(file(inner, name));
    }
  }

  private static boolean hasModules() {
    return !System.getProperty("java.specification.version").startsWith("1.");
  }

  private static boolean isDefined(String name) {
    try {
      Class.forName("java.lang." + name, false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static void defineOnJava8(ClassLoader inner, String[] names)
      throws ReflectiveOperationException, IOException {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field field = type.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    java.lang.reflect.Method define =
        type.getMethod(
            "defineClass",
            String.class,
            byte[].class,
            int.class,
            int.class,
            ClassLoader.class,
            java.security.ProtectionDomain.class);
    for (String name : names) {
      byte[] file = file(inner, name);
      define.invoke(field.get(null), "java.lang." + name, file, 0, file.length, null, null);
    }
  }

  private static void append(Instrumentation instrumentation, ClassLoader inner, String[] names)
      throws IOException {
    // Its owner's alone from the beginning: who could write to it would be in the boot loader.
    File jar = Files.createTempFile("retrofuse-waist", ".jar").toFile();
    jar.deleteOnExit();
    try (OutputStream out = new FileOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry("java/lang/" + name + ".class"));
        zip.write(file(inner, name));
      }
    }
    instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(jar));
  }

  private static String[] names(ClassLoader inner) throws IOException {
    return new String(read(inner, INDEX), StandardCharsets.US_ASCII).split(",");
  }

  private static byte[] file(ClassLoader inner, String name) throws IOException {
    return read(inner, "waist/" + name + ".classdata");
  }

  private static byte[] read(ClassLoader inner, String resource) throws IOException {
    try (InputStream in = inner.getResourceAsStream(resource)) {
      byte[] bytes = new byte[in.available()]; // the isolated loader gives it from memory
      if (in.read(bytes) != bytes.length) {
        throw new EOFException(resource);
      }
      return bytes;
    }
  }
}
