package dev.retrofuse.instrumentation.logging;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One version of a library, with the tests' application, in a class loader of its own. */
final class LibraryVersion extends URLClassLoader {
  private static final String TESTS = "dev.retrofuse.instrumentation.logging.Loaded";
  private static final List<String> OWN =
      List.of(
          TESTS,
          "ch.qos.",
          "org.slf4j.",
          "org.apache.",
          "org.jboss.",
          "com.lmax.",
          "io.small",
          "org.wildfly.");

  private static final Map<String, LibraryVersion> LOADED = new HashMap<>();

  static {
    registerAsParallelCapable();
  }

  private final String property;

  private LibraryVersion(String property, URL... urls) {
    super(urls, LibraryVersion.class.getClassLoader());
    this.property = property;
  }

  private static String property(String version) {
    return version.contains("+") ? version.substring(version.indexOf('+') + 1) : "none";
  }

  /**
   * Loaded once for all tests.
   *
   * @param version of a library; after a +, a system property that is true while it starts
   */
  static synchronized LibraryVersion of(String version) {
    return LOADED.computeIfAbsent(version, LibraryVersion::load);
  }

  private static LibraryVersion load(String version) {
    try {
      List<URL> urls = new ArrayList<>();
      urls.add(LibraryVersion.class.getProtectionDomain().getCodeSource().getLocation());
      String folder = version.split("\\+")[0];
      for (File jar : new File(System.getProperty("logging.versions"), folder).listFiles()) {
        urls.add(jar.toURI().toURL());
      }
      return new LibraryVersion(property(version), urls.toArray(new URL[0]));
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * An application that uses this version; libraries look for their parts by the thread's loader.
   */
  LoggedApplication start(String application, Lines lines, boolean later, String pattern)
      throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(this);
    System.setProperty(property, "true");
    try {
      return (LoggedApplication)
          loadClass(TESTS + application)
              .getConstructor(Lines.class, boolean.class, String.class)
              .newInstance(lines, later, pattern);
    } finally {
      System.clearProperty(property);
      thread.setContextClassLoader(before);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    boolean own = OWN.stream().anyMatch(name::startsWith);
    synchronized (getClassLoadingLock(name)) {
      Class<?> found = findLoadedClass(name);
      return found != null ? found : own ? findClass(name) : super.loadClass(name, resolve);
    }
  }

  // Weaving reads class files by their loader, which must not be another version's.
  @Override
  public URL getResource(String name) {
    URL own = findResource(name);
    return own != null ? own : super.getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return Collections.enumeration(Collections.list(findResources(name)));
  }
}
