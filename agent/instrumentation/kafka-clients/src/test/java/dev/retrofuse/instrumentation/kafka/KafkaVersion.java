package dev.retrofuse.instrumentation.kafka;

import java.io.File;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.HashMap;
import java.util.Map;

/** One version of kafka-clients, with the tests' client, in a class loader of its own. */
final class KafkaVersion extends URLClassLoader {
  private static final String CLIENT = "dev.retrofuse.instrumentation.kafka.LoadedKafkaClient";

  private static final Map<String, KafkaVersion> LOADED = new HashMap<>();

  static {
    registerAsParallelCapable();
  }

  private KafkaVersion(URL... urls) {
    super(urls, KafkaVersion.class.getClassLoader());
  }

  static File jar(String version) {
    return new File(System.getProperty("kafka.versions"), "kafka-clients-" + version + ".jar");
  }

  /** Loaded once for all tests. */
  static synchronized KafkaVersion of(String version) {
    return LOADED.computeIfAbsent(version, KafkaVersion::load);
  }

  private static KafkaVersion load(String version) {
    try {
      URL tests = KafkaVersion.class.getProtectionDomain().getCodeSource().getLocation();
      return new KafkaVersion(jar(version).toURI().toURL(), tests);
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  KafkaClient connect(int port, String topic) throws Exception {
    try {
      Constructor<?> client = loadClass(CLIENT).getDeclaredConstructor(int.class, String.class);
      client.setAccessible(true);
      return (KafkaClient) client.newInstance(port, topic);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    boolean own = name.startsWith("org.apache.kafka.") || name.startsWith(CLIENT);
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
}
