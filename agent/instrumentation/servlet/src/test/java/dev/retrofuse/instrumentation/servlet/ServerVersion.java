package dev.retrofuse.instrumentation.servlet;

import dev.retrofuse.testkit.InboundServer;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One version of a container, with its API and the tests' servlets, in a loader of its own. */
final class ServerVersion extends URLClassLoader {
  private static final String TESTS = "dev.retrofuse.instrumentation.servlet.";
  private static final List<String> OWN =
      List.of(
          TESTS + "Loaded",
          TESTS + "JavaxDispatches",
          TESTS + "JakartaDispatches",
          "javax.servlet.",
          "jakarta.",
          "org.apache.",
          "org.eclipse.",
          "org.slf4j.",
          "io.undertow.",
          "io.smallrye.",
          "org.jboss.",
          "org.wildfly.",
          "org.xnio.");

  private static final Map<String, ServerVersion> LOADED = new HashMap<>();

  static {
    registerAsParallelCapable();
  }

  private ServerVersion(URL... urls) {
    super(urls, ServerVersion.class.getClassLoader());
  }

  // Kept: what is loaded is woven again with each agent, and its class files are read for that.
  private static synchronized ServerVersion of(String version) throws MalformedURLException {
    ServerVersion loaded = LOADED.get(version);
    if (loaded == null) {
      loaded = load(version);
      LOADED.put(version, loaded);
    }
    return loaded;
  }

  private static ServerVersion load(String version) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    urls.add(ServerVersion.class.getProtectionDomain().getCodeSource().getLocation());
    for (File jar : new File(System.getProperty("servlet.versions"), version).listFiles()) {
      urls.add(jar.toURI().toURL());
    }
    return new ServerVersion(urls.toArray(new URL[0]));
  }

  /**
   * Starts it with {@code JavaxDispatches} or {@code JakartaDispatches}, which is the page for all
   * errors as well.
   *
   * @param version a folder of containers' versions
   */
  static InboundServer start(String version, String server, String dispatches) throws Exception {
    ServerVersion loader = of(version);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return (InboundServer)
          loader
              .loadClass(TESTS + "Loaded" + server)
              .getConstructor(String.class)
              .newInstance(TESTS + dispatches);
    } finally {
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
