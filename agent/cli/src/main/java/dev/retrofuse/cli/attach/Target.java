package dev.retrofuse.cli.attach;

import dev.retrofuse.operations.Housekeeping;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One process and what can be known of it without its noticing. */
public final class Target {
  private static final String VM_THREAD = "VM Thread";
  private static final int QUIT = 3;

  private final long pid;
  private final Processes processes;
  private final Proc proc;
  private final PerfData data;
  private final Path perfFile;

  Target(long pid, Processes processes, Proc proc) {
    this.pid = pid;
    this.processes = processes;
    this.proc = proc;
    this.perfFile = processes.perfData(proc.root(), pidInside());
    this.data = PerfData.read(perfFile);
  }

  public long pid() {
    return pid;
  }

  /** Its id in its own container. */
  long pidInside() {
    List<Long> ids = proc.numbers("NSpid");
    return ids.isEmpty() ? pid : ids.get(ids.size() - 1);
  }

  public boolean exists() {
    return processes.visible() ? proc.exists() : perfFile != null;
  }

  /** One letter, as {@code ps} shows it: {@code T} stopped, {@code Z} ended; empty if unknown. */
  String state() {
    String state = proc.status("State");
    return state == null ? "" : state.substring(0, 1);
  }

  /** Whether it is a HotSpot JVM. A file of figures alone may be left over from an earlier one. */
  public boolean isJvm() {
    List<String> threads = proc.threads();
    return threads.isEmpty() ? perfFile != null && exists() : threads.contains(VM_THREAD);
  }

  /** Whether Retrofuse's thread runs in it. */
  public boolean hasAgent() {
    return proc.threads().contains(Housekeeping.THREAD);
  }

  /** Whether its threads can be seen, so that {@link #hasAgent} says something. */
  public boolean showsAgent() {
    return !proc.threads().isEmpty();
  }

  /** Effective user; -1 if unknown. */
  long uid() {
    return effective("Uid");
  }

  /** Effective group; -1 if unknown. */
  long gid() {
    return effective("Gid");
  }

  private long effective(String field) {
    List<Long> ids = proc.numbers(field);
    return ids.size() < 2 ? -1 : ids.get(1);
  }

  List<Long> groups() {
    return proc.numbers("Groups");
  }

  /** The effective user's name, or number where it has none; empty if unknown. */
  public String user() {
    long uid = uid();
    String name = proc.ownerIf(uid);
    return name != null ? name : uid < 0 ? "" : Long.toString(uid);
  }

  /** Whether it does something about SIGQUIT; the signal ends a process that does not. */
  boolean catchesQuit() {
    String mask = proc.status("SigCgt");
    return mask != null && (Long.parseUnsignedLong(mask, 16) >> (QUIT - 1) & 1) == 1;
  }

  /** Such as {@code 1.8.0_402} or {@code 21.0.2}; empty if unknown. */
  public String javaVersion() {
    String version = data.get("java.property.java.version");
    return version != null ? version : ReleaseFile.version(proc.root(), proc.mapped("libjvm.so"));
  }

  /** Such as 8 or 21; 0 if unknown. */
  public int javaFeature() {
    String[] parts = javaVersion().split("[._+-]");
    try {
      int first = Integer.parseInt(parts[0]);
      return first == 1 && parts.length > 1 ? Integer.parseInt(parts[1]) : first;
    } catch (NumberFormatException unknown) {
      return 0;
    }
  }

  /** Such as {@code OpenJDK 64-Bit Server VM}; empty if unknown. */
  String vmName() {
    String name = data.get("java.property.java.vm.name");
    return name == null ? "" : name;
  }

  /** Where it has loaded that library from; null if unknown. */
  String library(String name) {
    return proc.mapped(name);
  }

  /** Whether it has a file open, or mapped, whose name begins like that. */
  boolean opens(String name) {
    return proc.opens(name);
  }

  /** The names of the files that it has open. */
  List<String> openFiles() {
    return proc.openFiles();
  }

  /** Its main class or jar, without arguments; its program where that is unknown. */
  public String main() {
    String command = data.get("sun.rt.javaCommand");
    List<String> words = proc.strings("cmdline");
    return command == null || command.isEmpty()
        ? JavaCommand.main(words)
        : JavaCommand.firstWord(command, words);
  }

  /** What was started, for a process that is no JVM; empty if unknown. */
  String program() {
    List<String> words = proc.strings("cmdline");
    return words.isEmpty() ? "" : words.get(0);
  }

  /** Whether the JVM itself says that nobody may attach. */
  boolean refusesAttach() {
    String capabilities = data.get("sun.rt.jvmCapabilities");
    return (capabilities != null && capabilities.startsWith("0"))
        || Boolean.TRUE.equals(flag("DisableAttachMechanism"));
  }

  /** The last setting of {@code -XX:+flag} or {@code -XX:-flag}; null where there is none. */
  Boolean flag(String name) {
    Boolean set = null;
    for (String argument : jvmArguments()) {
      if (argument.equals("-XX:+" + name)) {
        set = true;
      } else if (argument.equals("-XX:-" + name)) {
        set = false;
      }
    }
    return set;
  }

  boolean hasArgument(String argument) {
    return jvmArguments().contains(argument);
  }

  /** All options that it was started with, wherever they stood. */
  List<String> jvmArguments() {
    List<String> arguments = new ArrayList<>();
    for (String variable : proc.strings("environ")) {
      if (variable.startsWith("JAVA_TOOL_OPTIONS=") || variable.startsWith("_JAVA_OPTIONS=")) {
        arguments.addAll(words(variable.substring(variable.indexOf('=') + 1)));
      }
    }
    arguments.addAll(words(data.get("java.rt.vmFlags")));
    arguments.addAll(words(data.get("java.rt.vmArgs")));
    arguments.addAll(JavaCommand.options(proc.strings("cmdline")));
    return arguments;
  }

  private static List<String> words(String text) {
    return Arrays.asList((text == null ? "" : text).split("\\s+"));
  }

  /** Its view of the file system as seen from here; null where that may not be seen. */
  Path root() {
    return proc.root();
  }

  /** Where it keeps the socket it listens on, once it does. */
  Path socket() {
    return processes.temporary(root()).resolve(".java_pid" + pidInside());
  }

  /** The file whose being there, with SIGQUIT, makes it listen. */
  Path trigger() {
    return processes.temporary(root()).resolve(".attach_pid" + pidInside());
  }

  /** A file in its temporary folder, as it sees it. */
  Path fileInside(String name) {
    return processes.temporary().resolve(name);
  }

  /** The same file as seen from here. */
  Path fileOutside(String name) {
    return processes.temporary(root()).resolve(name);
  }

  /** {@code 4711 (com.acme.Main)}. */
  @Override
  public String toString() {
    return text(main());
  }

  /** The same without the folders of a jar. */
  public String shortText() {
    return text(new File(main()).getName());
  }

  private String text(String main) {
    return main.isEmpty() ? Long.toString(pid) : pid + " (" + main + ")";
  }
}
