package dev.retrofuse.dist;

import dev.retrofuse.testkit.ForkedJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/**
 * The classes that tell whether a JVM is woven, as they are in force in it, whichever loader they
 * are of; without what the JVM leaves of earlier versions in a constant pool: each is written anew.
 */
final class ClassBytes {
  private static final List<String> WATCHED =
      List.of(
          "org.h2.jdbc.JdbcStatement",
          "sun.net.www.protocol.http.HttpURLConnection",
          "java.lang.Thread");

  private ClassBytes() {}

  static List<String> of(ForkedJvm jvm, Path folder) {
    return WATCHED.stream().map(name -> bytes(jvm, name, folder.resolve(name))).toList();
  }

  private static String bytes(ForkedJvm jvm, String className, Path file) {
    Attach.load(jvm.pid(), Product.LEGACY, className + " " + file);
    try {
      ClassWriter anew = new ClassWriter(0);
      // It comes from the JVM's archive, with frames; of a boot class parsed anew none are kept.
      int parts = className.equals("java.lang.Thread") ? ClassReader.SKIP_FRAMES : 0;
      new ClassReader(Files.readAllBytes(file)).accept(anew, parts);
      return HexFormat.of().formatHex(anew.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
