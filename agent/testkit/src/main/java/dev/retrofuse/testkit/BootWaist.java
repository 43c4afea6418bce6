package dev.retrofuse.testkit;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.bytebuddy.agent.ByteBuddyAgent;

/**
 * Puts the waist, under its source names, on the boot loader of a test's JVM. Must run before any
 * class of the waist is loaded, which is why this class names none.
 */
public final class BootWaist {
  private static final String MARK = "dev/retrofuse/waist/package-info.class";
  private static Instrumentation instrumentation;

  private BootWaist() {}

  public static synchronized Instrumentation install() {
    if (instrumentation == null) {
      try {
        Instrumentation installed = ByteBuddyAgent.install();
        installed.appendToBootstrapClassLoaderSearch(new JarFile(waistJar()));
        instrumentation = installed;
      } catch (IOException | URISyntaxException e) {
        throw new IllegalStateException("no waist on the class path", e);
      }
    }
    return instrumentation;
  }

  private static File waistJar() throws IOException, URISyntaxException {
    URI mark = BootWaist.class.getClassLoader().getResource(MARK).toURI();
    if (mark.getScheme().equals("jar")) {
      String path = mark.getSchemeSpecificPart();
      return new File(new URI(path.substring(0, path.indexOf("!/"))));
    }
    Path classes = Paths.get(mark).getParent();
    Path jar = Files.createTempFile("retrofuse-waist", ".jar");
    jar.toFile().deleteOnExit();
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> files = Files.list(classes)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        zip.putNextEntry(new ZipEntry("dev/retrofuse/waist/" + file.getFileName()));
        try (InputStream in = Files.newInputStream(file)) {
          byte[] bytes = new byte[(int) Files.size(file)];
          int read = in.read(bytes);
          zip.write(bytes, 0, read);
        }
      }
    }
    return jar.toFile();
  }
}
