package dev.retrofuse.weaving;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.TypeInitializer;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * One class being woven. Byte Buddy's advice is applied method by method, without its type builder:
 * ASM then copies every other method as it stands, which for a driver's large classes is most of
 * the work (RATIONALE.md has the figures).
 */
final class WovenClass {
  private final String name;
  private final Advices.InLoader advices;
  private final WeavingLog log;
  private final ClassFileLocator library;
  private final TypePool types;
  private final Map<String, List<Advice>> byMethod = new HashMap<>();

  WovenClass(String name, byte[] file, Advices.InLoader advices, WeavingLog log) {
    this.name = name;
    this.advices = advices;
    this.log = log;
    library =
        new ClassFileLocator.Compound(ClassFileLocator.Simple.of(name, file), advices.library());
    types = TypePool.Default.of(library);
  }

  /** The class files that this class's loader finds, and its own. */
  ClassFileLocator library() {
    return library;
  }

  /** Adds advice for some methods, unless it names what this version of the library has not. */
  void add(String libraryName, String advice, Set<String> methods) throws IOException {
    if (methods.isEmpty() || !fits(libraryName, advice)) {
      return;
    }
    for (String method : methods) {
      List<Advice> all = byMethod.get(method);
      if (all == null) {
        all = new ArrayList<>(2);
        byMethod.put(method, all);
      }
      all.add(advices.get(advice, libraryName));
    }
  }

  private boolean fits(String libraryName, String advice) throws IOException {
    Set<String> missing = ReferenceCheck.missing(advice, advices.file(advice), types);
    if (missing.isEmpty()) {
      return true;
    }
    log.once(
        libraryName + '@' + advices.hashCode(),
        libraryName + " steps aside in " + advices.loader() + ": this version has no " + missing);
    return false;
  }

  /** The woven class file; null where no advice was added. */
  byte[] write(ClassReader reader) {
    if (byMethod.isEmpty()) {
      return null;
    }
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new Methods(writer, reader), 0);
    return writer.toByteArray();
  }

  private final class Methods extends ClassVisitor {
    private final TypeDescription type = types.describe(name).resolve();
    private final Implementation.Context context;

    Methods(ClassWriter writer, ClassReader reader) {
      super(OpenedClassReader.ASM_API, writer);
      ClassFileVersion version = ClassFileVersion.ofMinorMajor(reader.readInt(4));
      context =
          Implementation.Context.Disabled.Factory.INSTANCE.make(
              type, null, TypeInitializer.None.INSTANCE, version, version, frames(version));
    }

    // Class files before Java 6 have none.
    private Implementation.Context.FrameGeneration frames(ClassFileVersion version) {
      return version.isAtLeast(ClassFileVersion.JAVA_V6)
          ? Implementation.Context.FrameGeneration.GENERATE
          : Implementation.Context.FrameGeneration.DISABLED;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor visitor = super.visitMethod(access, name, descriptor, signature, exceptions);
      List<Advice> all = byMethod.get(name + descriptor);
      if (all != null) {
        MethodDescription method = method(name, descriptor);
        for (Advice advice : all) {
          visitor = advice.wrap(type, method, visitor, context, types, 0, 0);
        }
      }
      return visitor;
    }

    private MethodDescription method(String name, String descriptor) {
      for (MethodDescription method : type.getDeclaredMethods()) {
        if (method.getInternalName().equals(name) && method.getDescriptor().equals(descriptor)) {
          return method;
        }
      }
      throw new IllegalStateException(type + " has no " + name + descriptor);
    }
  }
}
