package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retrofuse.testkit.ForkedJvm;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * In JBoss Modules, the class loading of WildFly, where a module sees what it depends on; {@code
 * jboss.modules.system.pkgs} is not set. It brings a log manager of its own, which only has its way
 * when nobody sets up java.util.logging before.
 */
class JBossModulesIT extends ContainerContract {
  private static final Path HOME = Path.of(System.getProperty("jboss.modules.home"));
  private static final String LOG_MANAGER = "org.jboss.logmanager.LogManager";

  @Override
  String system() {
    return "JBoss Modules";
  }

  @Override
  ForkedJvm start(File home, String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add("-Djava.util.logging.manager=" + LOG_MANAGER);
    arguments.add("-jar");
    arguments.add(HOME.resolve("jboss-modules-" + line(home) + ".jar").toString());
    arguments.add("-mp");
    arguments.add(HOME.resolve("modules").toString());
    arguments.add("dev.retrofuse.legacy");
    ForkedJvm jvm = ForkedJvm.start(home, arguments);
    jvm.await("ready");
    assertEquals("logmanager " + LOG_MANAGER, jvm.ask("logmanager", "logmanager"));
    return jvm;
  }

  /** Which of its lines: the older one wants the security manager that Java 24 took away. */
  private static int line(File home) {
    return Product.version(home) < 24 ? 1 : 2;
  }
}
