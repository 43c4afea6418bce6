package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.retrofuse.testkit.ForkedJvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A JVM in a container: its processes are numbered anew, and it sees a small file system of its
 * own. Made as container engines do it, with the system's namespaces, which only root may.
 */
class ContainerIT {
  private static final String RULES =
      "rules:\n  - { name: one, match: { jdbc: { url: 'jdbc:h2:**' } }, breaker: {} }\n";

  /** Mounts are seen in there only, and gone with it. */
  private static final String INSIDE =
      """
      #!/bin/sh
      set -e
      for folder in /usr /lib /lib64 /bin /etc /dev JAVA; do
        if [ -e $folder ]; then
          mkdir -p ROOT$folder
          mount --bind $folder ROOT$folder
          mount -o remount,bind,ro ROOT$folder
        fi
      done
      mount -t proc proc ROOT/proc
      exec chroot ROOT JAVA/bin/java "$@"
      """;

  private static final String CONTAINER =
      "#!/bin/sh\nexec unshare --mount --pid --fork --kill-child INSIDE \"$@\"\n";

  @TempDir Path folder;
  private Path root;
  private Path rules;

  @BeforeEach
  void make() throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can make a container");
    root = folder.resolve("root");
    Files.createDirectories(root.resolve("tmp"));
    Files.createDirectories(root.resolve("proc"));
    Files.createDirectories(root.resolve("app"));
    Files.copy(Product.LEGACY, root.resolve("app/legacy.jar"));
    Path libraries = Files.createDirectory(root.resolve("app/lib"));
    for (File library : Product.LEGACY.resolveSibling("lib").toFile().listFiles()) {
      Files.copy(library.toPath(), libraries.resolve(library.getName()));
    }
    rules = Product.rules(folder, RULES);
  }

  /** Starts the console in there. */
  private ForkedJvm start() throws IOException {
    String java = ForkedJvm.ownHome().getPath();
    Path inside = script("inside", INSIDE.replace("ROOT", "" + root).replace("JAVA", java));
    script("bin/java", CONTAINER.replace("INSIDE", "" + inside));
    String legacy = "/app/legacy.jar";
    ForkedJvm jvm =
        ForkedJvm.start(folder.toFile(), List.of("-javaagent:" + legacy, "-jar", legacy));
    jvm.await("ready");
    return jvm;
  }

  private Path script(String name, String text) throws IOException {
    Path script = folder.resolve(name);
    Files.createDirectories(script.getParent());
    Files.writeString(script, text);
    assertTrue(script.toFile().setExecutable(true));
    return script;
  }

  /** Of the JVM, not of what made its container. */
  private static String pid(ForkedJvm jvm) {
    return ProcessHandle.of(jvm.pid())
        .flatMap(outside -> outside.descendants().findFirst())
        .map(inside -> Long.toString(inside.pid()))
        .orElseThrow(() -> new AssertionError("no JVM: " + jvm.lines()));
  }

  private static String retrofuse(int code, String... words) {
    Product.Outcome outcome = Product.retrofuse(words);
    assertEquals(code, outcome.code(), outcome::text);
    return outcome.text();
  }

  /** Does what a message says: what stands behind "copy it there: ". */
  private static void obey(String message, String copies) throws Exception {
    Matcher advice = Pattern.compile("copy it there: (mkdir -p .*)").matcher(message);
    assertTrue(advice.find(), message);
    assertTrue(advice.group(1).contains(copies), message);
    assertEquals(0, new ProcessBuilder("sh", "-c", advice.group(1)).start().waitFor());
  }

  @Test
  void isAttachedToOnceItSeesJarAndRules() throws Exception {
    try (ForkedJvm jvm = start()) {
      String pid = pid(jvm);
      assertTrue(retrofuse(0, "list").contains(pid));
      String doctor = retrofuse(1, "doctor", pid);
      assertTrue(doctor.contains("OBSTACLE jar"), doctor);
      assertTrue(doctor.contains("OK       answers    both can write to /proc/" + pid), doctor);
      String[] attach = {"attach", pid, "--rules", rules.toString()};
      String own = pid + " (/app/legacy.jar) has a file system of its own, in which ";
      String refused = retrofuse(1, attach);
      assertTrue(refused.contains(own + Product.JAR), refused);
      obey(doctor, "retrofuse.jar");
      assertTrue(retrofuse(0, "doctor", pid).contains("it is a container, its own id there is 1"));
      refused = retrofuse(1, attach);
      assertTrue(refused.contains(own + rules), refused);
      obey(refused, "rules.yaml");
      assertTrue(retrofuse(0, attach).contains("1 rule of " + rules + " in force"));
      assertEquals("jdbc 1", jvm.ask("jdbc SELECT 1", "jdbc"));
      assertTrue(retrofuse(0, "status", pid).contains("one"));
      assertTrue(retrofuse(0, "doctor", pid).contains("OK       agent      Retrofuse is attached"));
      int mark = jvm.mark();
      Files.writeString(root.resolve("." + rules), RULES.replace("one", "two"));
      jvm.await(mark, "added 'two'");
      assertTrue(retrofuse(0, "detach", pid).contains("Retrofuse is detached from " + pid));
    }
  }

  @Test
  void needsAFolderForAnswers() throws Exception {
    try (ForkedJvm jvm = start()) {
      File tmp = root.resolve("tmp").toFile();
      assertTrue(tmp.renameTo(root.resolve("other").toFile()));
      String doctor = retrofuse(1, "doctor", pid(jvm));
      assertTrue(doctor.contains("OBSTACLE answers"), doctor);
      assertTrue(doctor.contains("let the JVM have a /tmp"), doctor);
    }
  }
}
