package dev.retrofuse.cli.attach;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The machine's processes. Elsewhere than on Linux it knows of JVMs only, and less of each. */
public final class Processes {
  private final Path proc;
  private final Path temporary;

  Processes(Path proc, Path temporary) {
    this.proc = proc;
    this.temporary = temporary;
  }

  public static Processes ofThisMachine() {
    Path proc = Paths.get("/proc");
    boolean linux = Files.isDirectory(proc.resolve("self"));
    return new Processes(proc, Paths.get(linux ? "/tmp" : System.getProperty("java.io.tmpdir")));
  }

  /** Whether processes can be looked at; if not, only the Attach API knows more. */
  boolean visible() {
    return Files.isDirectory(proc.resolve("self"));
  }

  /** That process, whether or not there is one. */
  public Target of(long pid) {
    return new Target(pid, this, new Proc(proc.resolve(Long.toString(pid))));
  }

  /** The one that asks. */
  public Target self() {
    try {
      return of(Long.parseLong(proc.resolve("self").toRealPath().getFileName().toString()));
    } catch (IOException | NumberFormatException invisible) {
      return of(0);
    }
  }

  /** All JVMs but the one that asks, by process id. */
  public List<Target> jvms() {
    long self = self().pid();
    List<Target> jvms = new ArrayList<>();
    for (long pid : pids()) {
      Target target = of(pid);
      if (pid != self && target.isJvm()) {
        jvms.add(target);
      }
    }
    jvms.sort(Comparator.comparingLong(Target::pid));
    return jvms;
  }

  private Iterable<Long> pids() {
    TreeSet<Long> pids = new TreeSet<>();
    if (visible()) {
      addNumbers(proc, pids);
    } else {
      for (Path folder : perfDataFolders(temporary)) {
        addNumbers(folder, pids);
      }
    }
    return pids;
  }

  private static void addNumbers(Path folder, Set<Long> numbers) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[0-9]*")) {
      for (Path file : files) {
        numbers.add(Long.valueOf(file.getFileName().toString()));
      }
    } catch (IOException | RuntimeException unreadable) {
      // A folder that may not be read has nothing to show to this user.
    }
  }

  /** The file of a JVM's figures; null where there is none. */
  Path perfData(Path root, long pid) {
    Path folder = root == null ? temporary : root.resolve("tmp");
    for (Path each : perfDataFolders(folder)) {
      Path file = each.resolve(Long.toString(pid));
      if (Files.exists(file)) {
        return file;
      }
    }
    return null;
  }

  private static List<Path> perfDataFolders(Path temporary) {
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(temporary, "hsperfdata_*")) {
      found.forEach(folders::add);
    } catch (IOException | RuntimeException unreadable) {
      return folders;
    }
    return folders;
  }

  /** Where target and caller can both reach files, as the caller sees it. */
  Path temporary(Path root) {
    return root == null ? temporary : root.resolve("tmp");
  }

  /** The same place as a target sees it. */
  Path temporary() {
    return temporary;
  }
}
