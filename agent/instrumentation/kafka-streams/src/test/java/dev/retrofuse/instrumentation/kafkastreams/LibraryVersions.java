package dev.retrofuse.instrumentation.kafkastreams;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** Kafka and Spring in versions that go together, in a class loader of their own. */
final class LibraryVersions extends URLClassLoader {
  private static final String TESTS = "dev.retrofuse.instrumentation.kafkastreams.Loaded";
  private static final List<String> OWN =
      List.of(TESTS, "org.apache.", "org.springframework.", "io.micrometer.");

  static {
    registerAsParallelCapable();
  }

  private LibraryVersions(URL... urls) {
    super(urls, LibraryVersions.class.getClassLoader());
  }

  static LibraryVersions of(String folder) throws IOException {
    List<URL> urls = new ArrayList<>();
    urls.add(LibraryVersions.class.getProtectionDomain().getCodeSource().getLocation());
    for (File jar : new File(System.getProperty("kafka.versions"), folder).listFiles()) {
      urls.add(jar.toURI().toURL());
    }
    return new LibraryVersions(urls.toArray(new URL[0]));
  }

  /** The application that uses them. */
  KafkaApplication start(int port, boolean first) throws ReflectiveOperationException {
    return (KafkaApplication)
        loadClass(TESTS + "Application")
            .getConstructor(int.class, boolean.class)
            .newInstance(port, first);
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
