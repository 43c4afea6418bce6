package dev.retrofuse.instrumentation.jdbc;

import dev.retrofuse.testkit.JdbcContract;
import dev.retrofuse.weaving.LibraryInstrumentation;
import java.io.File;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Driver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The contract for a driver in a class loader of its own, as in a web application. */
abstract class LoadedDriver extends JdbcContract {
  private static final Map<String, ClassLoader> LOADERS = new ConcurrentHashMap<>();

  private final Driver driver;
  private final String url;

  LoadedDriver(String jar, String driver, String url) {
    this.driver = load(jar, driver);
    this.url = url;
  }

  static File jar(String name) {
    return new File(System.getProperty("jdbc.drivers"), name + ".jar");
  }

  /** Loaded once for all tests. */
  static ClassLoader loader(String jar) {
    return LOADERS.computeIfAbsent(
        jar,
        name -> {
          try {
            URL[] urls = {jar(name).toURI().toURL()};
            return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
          } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  static Driver load(String jar, String driver) {
    try {
      return (Driver) loader(jar).loadClass(driver).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected LibraryInstrumentation instrumentation() {
    return new JdbcInstrumentation();
  }

  @Override
  protected Driver driver() {
    return driver;
  }

  @Override
  protected String url() {
    return url;
  }

  @Override
  protected String database() {
    return "test";
  }
}
