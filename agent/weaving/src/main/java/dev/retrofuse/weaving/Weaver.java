package dev.retrofuse.weaving;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Behind the index: finds the methods of a matched class that advice is for. Byte Buddy is not
 * woken before there is one, and then for that method alone.
 */
final class Weaver {
  private static final Set<String> NONE = Collections.emptySet();

  private final Advices advices;
  private final WeavingLog log;

  Weaver(ClassLoader agentLoader, WeavingLog log) {
    this.log = log;
    advices = new Advices(agentLoader);
  }

  /** The woven class file, or null when nothing of it is to be woven. */
  byte[] weave(ClassLoader loader, String name, byte[] file, List<TypeIndex.Entry> entries)
      throws IOException {
    ClassReader reader = OpenedClassReader.of(file);
    DeclaredMethods declared = DeclaredMethods.of(reader);
    WovenClass woven = null;
    for (TypeIndex.Entry entry : entries) {
      if (declared.noneOf(entry.type)) {
        continue;
      }
      if (woven == null) {
        woven = new WovenClass(name, file, advices.in(loader), log);
      }
      Set<String> handsOn = handsOn(reader, entry.type, woven.library());
      for (Map.Entry<String, List<MethodMatch>> each : entry.type.advice().entrySet()) {
        woven.add(entry.library, each.getKey(), declared.matching(each.getValue(), handsOn));
      }
    }
    return woven == null ? null : woven.write(reader);
  }

  private static Set<String> handsOn(
      ClassReader reader, TypeInstrumentation type, ClassFileLocator library) throws IOException {
    return type.skipsDelegators() ? Delegation.names(reader, type.supertype(), library) : NONE;
  }
}
