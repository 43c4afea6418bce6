package dev.retrofuse.testapps.osgi;

import java.io.File;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * Starts the OSGi framework that is on the class path, with no package delegated to the boot loader
 * but {@code java.*}, then the bundles named, and runs the main class of the last.
 */
public final class Launcher {
  private Launcher() {}

  /** The framework's cache folder, then the jars of the bundles. */
  public static void main(String[] args) throws Exception {
    Framework framework = framework(args[0]);
    framework.start();
    Bundle last = null;
    for (int i = 1; i < args.length; i++) {
      last = framework.getBundleContext().installBundle(new File(args[i]).toURI().toString());
      last.start();
    }
    Class<?> main = last.loadClass(last.getHeaders().get("Main-Class"));
    main.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
  }

  private static Framework framework(String cache) {
    Map<String, String> settings = new HashMap<String, String>();
    settings.put(Constants.FRAMEWORK_STORAGE, cache);
    // On Java 8 the frameworks do not know of the JDK's own server, which the console imports.
    settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, "com.sun.net.httpserver");
    return ServiceLoader.load(FrameworkFactory.class).iterator().next().newFramework(settings);
  }
}
