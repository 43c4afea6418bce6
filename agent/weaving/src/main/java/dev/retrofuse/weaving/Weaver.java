package dev.retrofuse.weaving;

import dev.retrofuse.waist.RetrofuseAgent;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.TypeResolutionStrategy;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.constant.TextConstant;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;

/** Byte Buddy behind the index: turns a matched class file into a woven one. */
final class Weaver {
  private final WeavingLog log;
  private final ClassFileLocator adviceFiles;
  private final ByteBuddy byteBuddy =
      new ByteBuddy()
          .with(TypeValidation.DISABLED)
          .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE);

  Weaver(ClassLoader agentLoader, WeavingLog log) {
    this.log = log;
    adviceFiles = ClassFileLocator.ForClassLoader.of(agentLoader);
  }

  /** The woven class file, or null when nothing of it is to be woven. */
  byte[] weave(ClassLoader loader, String name, byte[] file, List<TypeIndex.Entry> entries)
      throws IOException {
    ClassFileLocator library =
        new ClassFileLocator.Compound(
            ClassFileLocator.Simple.of(name, file), ClassFileLocator.ForClassLoader.of(loader));
    TypePool types = TypePool.Default.of(library);
    // The agent's own loader does not see the library's types that advice names.
    TypePool adviceTypes = TypePool.Default.of(new ClassFileLocator.Compound(adviceFiles, library));
    DynamicType.Builder<?> builder = byteBuddy.decorate(types.describe(name).resolve(), library);
    boolean woven = false;
    for (TypeIndex.Entry entry : entries) {
      Set<String> handsOn =
          entry.type.skipsDelegators()
              ? Delegation.names(file, entry.type.supertype(), library)
              : null;
      for (Map.Entry<String, List<MethodMatch>> each : entry.type.advice().entrySet()) {
        Methods methods = new Methods(each.getValue(), handsOn);
        if (methods.anyOf(types.describe(name).resolve())
            && fits(entry.library, each.getKey(), types, loader)) {
          builder =
              builder.visit(
                  advice(entry.library, adviceTypes.describe(each.getKey()).resolve()).on(methods));
          woven = true;
        }
      }
    }
    return woven ? builder.make(TypeResolutionStrategy.Disabled.INSTANCE, types).getBytes() : null;
  }

  private boolean fits(String library, String advice, TypePool types, ClassLoader loader)
      throws IOException {
    Set<String> missing =
        ReferenceCheck.missing(advice, adviceFiles.locate(advice).resolve(), types);
    if (missing.isEmpty()) {
      return true;
    }
    log.once(
        library + '@' + System.identityHashCode(loader),
        library + " steps aside in " + loader + ": this version has no " + missing);
    return false;
  }

  private Advice advice(String library, TypeDescription adviceClass) {
    return Advice.to(adviceClass, adviceFiles)
        .withExceptionHandler(new Advice.ExceptionHandler.Simple(reportFault(library)));
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

  /** The matches of one advice as Byte Buddy asks for them. */
  private static final class Methods implements ElementMatcher<MethodDescription> {
    private final List<MethodMatch> matches;
    private final Set<String> handsOn;

    Methods(List<MethodMatch> matches, Set<String> handsOn) {
      this.matches = matches;
      this.handsOn = handsOn;
    }

    boolean anyOf(TypeDescription type) {
      return !type.getDeclaredMethods().filter(this).isEmpty();
    }

    @Override
    public boolean matches(MethodDescription method) {
      if (method.isAbstract() || method.isNative() || method.isStatic() || method.isBridge()) {
        return false;
      }
      String name = method.getInternalName();
      if (handsOn != null && handsOn.contains(name)) {
        return false;
      }
      for (MethodMatch match : matches) {
        if (match.matches(name, method.getDescriptor())) {
          return true;
        }
      }
      return false;
    }
  }
}
