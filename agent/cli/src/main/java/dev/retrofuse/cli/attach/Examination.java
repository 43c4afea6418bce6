package dev.retrofuse.cli.attach;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All that helps or hinders attaching to a JVM, found without touching it. */
final class Examination {
  private static final int OLDEST_JAVA = 8;
  private static final int NEWEST_JAVA = 26;
  private static final int JAVA_THAT_WARNS = 21;
  private static final String EXPECTED = "EnableDynamicAgentLoading";

  private final Target self;
  private final Target target;
  private final File jar;
  private final List<Finding> findings = new ArrayList<>();

  Examination(Target self, Target target, File jar) {
    this.self = self;
    this.target = target;
    this.jar = jar;
  }

  List<Finding> findings() {
    Preflight preflight = new Preflight(target, jar);
    String jvm = target.vmName().isEmpty() ? "a HotSpot JVM runs there" : target.vmName();
    // Nothing more can be said of a process that is none.
    if (passes("process", jvm, preflight::checkAlive)) {
      addUser();
      addJava();
      addInstrument();
      passes("flags", "attaching is allowed", preflight::checkAllowed);
      passes("ready", "the JVM can be asked to listen", preflight::checkReady);
      addFiles(preflight);
      addCommandsJava();
      addDynamicLoading();
      addArchives();
      addModules();
      findings.addAll(OldLibraries.in(target));
      findings.addAll(OtherAgents.in(target));
    }
    return findings;
  }

  private interface Check {
    void run() throws AttachFailure;
  }

  private boolean passes(String name, String good, Check check) {
    try {
      check.run();
      findings.add(Finding.ok(name, good));
      return true;
    } catch (AttachFailure failure) {
      findings.add(Finding.obstacle(name, failure));
      return false;
    }
  }

  private void addUser() {
    List<String> words = Arrays.asList("doctor", Long.toString(target.pid()));
    String same = "it belongs to user " + target.user() + ", as this command does";
    String root = "it belongs to user " + target.user() + "; root runs commands as that user";
    OtherUser other = new OtherUser(self, target, jar);
    passes("user", other.isOther() ? root : same, () -> other.checkAllowed(words));
  }

  private void addJava() {
    int java = target.javaFeature();
    String text = "Java " + target.javaVersion();
    if (java == 0) {
      findings.add(Finding.warning("java", "its version cannot be seen", "8 or later is needed"));
    } else if (java < OLDEST_JAVA) {
      findings.add(Finding.obstacle("java", text + " is too old", "8 or later is needed"));
    } else if (java > NEWEST_JAVA) {
      String wayOut = "classes compiled for it may be left alone; look for a newer Retrofuse";
      findings.add(Finding.warning("java", text + " is newer than those tried", wayOut));
    } else {
      findings.add(Finding.ok("java", text));
    }
  }

  /** A Java that was made without agents has no library for them beside that of the JVM. */
  private void addInstrument() {
    String library = target.library("libjvm.so");
    if (library == null) {
      return;
    }
    Path folder = Paths.get(library).getParent().getParent();
    Path root = target.root();
    Path file = folder.resolve("libinstrument.so");
    if (Files.exists(root == null ? file : root.resolve("." + file))) {
      findings.add(Finding.ok("instrument", "its Java has the module java.instrument"));
    } else {
      findings.add(
          Finding.obstacle(
              "instrument",
              "its Java has no module java.instrument (" + file + " is missing)",
              "make it with jlink --add-modules java.instrument"));
    }
  }

  private void addFiles(Preflight preflight) {
    String where =
        target.pidInside() == target.pid() ? "" : "; it is a container, its own id there";
    String inside = where.isEmpty() ? "" : where + " is " + target.pidInside();
    passes("jar", "the JVM sees " + jar + inside, preflight::checkJarVisible);
    Path folder = target.fileOutside(".");
    if (Files.isDirectory(folder) && Files.isWritable(folder)) {
      findings.add(Finding.ok("answers", "both can write to " + folder.normalize()));
    } else {
      findings.add(
          Finding.obstacle(
              "answers",
              folder.normalize() + ", by which the JVM answers, cannot be written to",
              "run this as user " + target.user() + ", and let the JVM have a /tmp"));
    }
  }

  private void addCommandsJava() {
    passes("command", "this Java can attach", () -> Conversation.channel(jar));
  }

  private void addDynamicLoading() {
    if (target.javaFeature() >= JAVA_THAT_WARNS && !Boolean.TRUE.equals(target.flag(EXPECTED))) {
      findings.add(
          Finding.warning(
              "dynamic",
              "each command makes the JVM write 4 lines of warning to its error output",
              "start it with -XX:+" + EXPECTED));
    }
  }

  private void addArchives() {
    for (String argument : new LinkedHashSet<>(target.jvmArguments())) {
      if (argument.startsWith("-XX:AOTCache=")) {
        findings.add(
            Finding.warning(
                "archive",
                argument + ": made with class linking, it is not used with any -javaagent",
                "attach after the start instead, or make it with -XX:-AOTClassLinking"));
      }
    }
  }

  private void addModules() {
    Set<String> systems = new LinkedHashSet<>(); // some go by two names of jars
    for (String[] system : ModuleSystems.KNOWN) {
      if (target.opens(system[0])) {
        systems.add(system[1]);
      }
    }
    for (String system : systems) {
      findings.add(Finding.ok("modules", system + " found; nothing has to be set for it"));
    }
  }
}
