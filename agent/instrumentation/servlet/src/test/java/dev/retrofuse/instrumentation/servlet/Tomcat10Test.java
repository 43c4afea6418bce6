package dev.retrofuse.instrumentation.servlet;

import dev.retrofuse.testkit.InboundApplication;
import dev.retrofuse.testkit.InboundContract;
import dev.retrofuse.testkit.InboundServer;
import dev.retrofuse.weaving.LibraryInstrumentation;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Jakarta Servlet 6 in Tomcat 10.1. */
class Tomcat10Test extends InboundContract {
  @TempDir Path directory;

  @Override
  protected LibraryInstrumentation instrumentation() {
    return new ServletInstrumentation();
  }

  @Override
  protected InboundServer start(InboundApplication application) throws Exception {
    return Tomcat10.start(
        directory,
        new JakartaApplication.Front(application),
        new JakartaApplication.Service(application));
  }
}
