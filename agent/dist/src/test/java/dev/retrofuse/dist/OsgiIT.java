package dev.retrofuse.dist;

import dev.retrofuse.testkit.ForkedJvm;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;

/**
 * In OSGi, where a bundle sees of the boot loader only {@code java.*} and what it imports; the
 * driver is a bundle of its own, and {@code org.osgi.framework.bootdelegation} is not set.
 */
class OsgiIT {
  private static final Path HOME = Path.of(System.getProperty("osgi.home"));

  @Nested
  class Felix extends ContainerContract {
    @Override
    String system() {
      return "OSGi (Felix)";
    }

    @Override
    ForkedJvm start(File home, String... options) {
      return launch(home, "felix.jar", folder, options);
    }
  }

  @Nested
  class Equinox extends ContainerContract {
    @Override
    String system() {
      return "OSGi (Equinox)";
    }

    @Override
    ForkedJvm start(File home, String... options) {
      return launch(home, "equinox.jar", folder, options);
    }
  }

  private static ForkedJvm launch(File home, String framework, Path folder, String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add("-cp");
    arguments.add(HOME.resolve("osgi.jar") + File.pathSeparator + HOME.resolve(framework));
    arguments.add("dev.retrofuse.testapps.osgi.Launcher");
    arguments.add(folder.resolve("cache").toString());
    arguments.add(HOME.resolve("bundles/h2.jar").toString());
    arguments.add(Product.LEGACY.toString());
    ForkedJvm jvm = ForkedJvm.start(home, arguments);
    jvm.await("ready");
    return jvm;
  }
}
