package dev.retrofuse.launch;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Loads the agent and its libraries from entries of the jar that no other loader takes for classes.
 * Its own classes come first and its parent is the platform's loader, so nothing of the application
 * and nothing of ours can meet.
 */
final class InnerLoader extends ClassLoader implements Closeable {
  private static final String ROOT = "retrofuse/inner/";

  /** The JDK copies larger ones twice. */
  private static final int PIECE = 8192;

  private static final String START = "retrofuse/start";
  private static final String WAIST = "java/lang/Retrofuse";
  private static final int WAIST_PACKAGE = "java/lang/".length();

  static {
    registerAsParallelCapable();
  }

  private final ZipFile jar;
  private final ProtectionDomain domain;

  /** Needed for a start; the first garbage collection may take it, and the jar has them all. */
  private final WeakReference<StartFiles> start;

  InnerLoader(File file) throws IOException {
    super(ClassLoader.getSystemClassLoader().getParent());
    jar = new ZipFile(file);
    byte[] files = fromJar(START);
    start = new WeakReference<>(new StartFiles(files == null ? new byte[0] : files));
    Permissions all = new Permissions();
    all.add(new AllPermission());
    domain =
        new ProtectionDomain(
            new CodeSource(file.toURI().toURL(), (Certificate[]) null), all, this, null);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith("java.")) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        ByteBuffer file = file(ROOT + name.replace('.', '/') + ".classdata");
        loaded = file == null ? super.loadClass(name, false) : define(name, file);
      }
      return loaded;
    }
  }

  private Class<?> define(String name, ByteBuffer file) {
    try {
      return defineClass(name, file, domain);
    } catch (LinkageError twice) {
      // Another agent's transformer asked for the class while it was being defined.
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        throw twice;
      }
      return loaded;
    }
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    ByteBuffer file = file(ROOT + entry(name));
    return file == null
        ? super.getResourceAsStream(name)
        : new ByteArrayInputStream(file.array(), file.position(), file.remaining());
  }

  // The waist's class files are not where its classes are: they were defined, not found.
  private static String entry(String name) {
    String inner = name.startsWith(WAIST) ? "waist/" + name.substring(WAIST_PACKAGE) : name;
    return inner.endsWith(".class") ? inner + "data" : inner;
  }

  private ByteBuffer file(String entryName) {
    StartFiles files = start.get();
    ByteBuffer file = files == null ? null : files.find(entryName);
    if (file != null) {
      return file;
    }
    byte[] bytes = fromJar(entryName);
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }

  private byte[] fromJar(String entryName) {
    ZipEntry entry = jar.getEntry(entryName);
    if (entry == null) {
      return null;
    }
    byte[] bytes = new byte[(int) entry.getSize()];
    try (InputStream in = jar.getInputStream(entry)) {
      for (int at = 0; at < bytes.length; ) {
        int read = in.read(bytes, at, Math.min(PIECE, bytes.length - at));
        if (read < 0) {
          throw new EOFException("it ends within " + entryName);
        }
        at += read;
      }
      return bytes;
    } catch (IOException e) {
      throw new IllegalStateException(jar.getName() + " cannot be read: " + e, e);
    }
  }

  @Override
  public void close() throws IOException {
    jar.close();
  }
}
