package dev.retrofuse.weaving;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;

/** Behind the index: weaves the methods of a matched class that advice is for and fits. */
final class Weaver {
  private static final Set<String> NONE = Collections.emptySet();

  private final Advices advices;
  private final WeavingLog log;

  Weaver(ClassLoader agentLoader, WeavingLog log) {
    this.log = log;
    advices = new Advices(agentLoader);
  }

  /**
   * The woven class file, or null when nothing of it is to be woven.
   *
   * @param name internal
   */
  byte[] weave(ClassLoader loader, String name, byte[] file, List<TypeIndex.Entry> entries)
      throws IOException {
    ClassReader reader = new ClassReader(file);
    DeclaredMethods declared = new DeclaredMethods(ClassHeader.read(file));
    LibraryTypes types = new LibraryTypes(loader, name, reader);
    WovenClass woven = new WovenClass(name, reader, advices, types);
    for (TypeIndex.Entry entry : entries) {
      if (declared.noneOf(entry.type)) {
        continue;
      }
      Set<String> handsOn =
          entry.type.skipsDelegators()
              ? Delegation.names(reader, entry.type.supertype(), types)
              : NONE;
      for (Map.Entry<String, List<MethodMatch>> each : entry.type.advice().entrySet()) {
        Set<String> methods = declared.matching(each.getValue(), handsOn);
        if (!methods.isEmpty() && fits(entry.library, each.getKey(), types, loader)) {
          woven.add(entry.library, each.getKey(), methods);
        }
      }
    }
    return woven.write();
  }

  private boolean fits(String library, String advice, LibraryTypes types, ClassLoader loader)
      throws IOException {
    Set<String> missing = ReferenceCheck.missing(advices.get(advice), types);
    if (missing.isEmpty()) {
      return true;
    }
    log.leftAlone(
        library + '@' + System.identityHashCode(loader),
        library + " steps aside in " + loader + ": this version has no " + missing);
    return false;
  }
}
