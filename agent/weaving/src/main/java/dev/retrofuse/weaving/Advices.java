package dev.retrofuse.weaving;

import dev.retrofuse.waist.RetrofuseAgent;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.constant.TextConstant;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;
import net.bytebuddy.pool.TypePool;

/**
 * The agent's advice classes as Byte Buddy understands them. Understanding one costs more than
 * weaving it, so it is done once for each loader whose library types it may name; what it holds of
 * a loader is weak.
 */
final class Advices {
  private final ClassFileLocator files;
  private final Map<ClassLoader, InLoader> loaders =
      Collections.synchronizedMap(new WeakHashMap<ClassLoader, InLoader>());

  Advices(ClassLoader agentLoader) {
    files = ClassFileLocator.ForClassLoader.of(agentLoader);
  }

  /**
   * @param loader null for the boot loader
   */
  InLoader in(ClassLoader loader) {
    InLoader known = loaders.get(loader);
    if (known == null) {
      known = new InLoader(loader);
      loaders.put(loader, known);
    }
    return known;
  }

  private static StackManipulation reportFault(String library) {
    try {
      Method fault = RetrofuseAgent.class.getMethod("fault", Throwable.class, String.class);
      return new StackManipulation.Compound(
          new TextConstant(library),
          MethodInvocation.invoke(new MethodDescription.ForLoadedMethod(fault)));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Advice for the library types of one loader. */
  final class InLoader {
    private final WeakReference<ClassLoader> loader;
    private final ClassFileLocator library;
    // The agent's own loader does not see the library's types that advice names.
    private final TypePool types;
    private final Map<String, Advice> advices = new ConcurrentHashMap<>();

    private InLoader(ClassLoader loader) {
      this.loader = new WeakReference<>(loader);
      library = ClassFileLocator.ForClassLoader.WeaklyReferenced.of(loader);
      types = TypePool.Default.of(new ClassFileLocator.Compound(files, library));
    }

    /** For a log line; null for the boot loader. */
    ClassLoader loader() {
      return loader.get();
    }

    /** The class files that the loader finds. */
    ClassFileLocator library() {
      return library;
    }

    /** The advice class's own file. */
    byte[] file(String advice) throws IOException {
      return files.locate(advice).resolve();
    }

    /** The advice, reporting its faults under the library's name. */
    Advice get(String advice, String libraryName) {
      Advice known = advices.get(advice);
      if (known == null) {
        known =
            Advice.to(types.describe(advice).resolve(), files)
                .withExceptionHandler(new Advice.ExceptionHandler.Simple(reportFault(libraryName)));
        advices.put(advice, known);
      }
      return known;
    }
  }
}
