package dev.retrofuse.instrumentation.servlet;

import dev.retrofuse.testkit.InboundServer;
import org.junit.jupiter.api.Nested;

/** Containers of the years, each with its own API. */
class ServerVersionsTest {
  /** One of these. */
  private abstract static class Version extends AsyncDispatchContract {
    private final String version;
    private final String server;
    private final String dispatches;

    Version(String version, String server, String dispatches) {
      this.version = version;
      this.server = server;
      this.dispatches = dispatches;
    }

    @Override
    InboundServer start() throws Exception {
      return ServerVersion.start(version, server, dispatches);
    }

    // Tomcat has its page for errors only after the listeners.
    @Override
    String[] afterFailure() {
      return server.equals("Tomcat")
          ? new String[] {"onError", "onComplete", "/target"}
          : super.afterFailure();
    }
  }

  /** Servlet 3.0. */
  @Nested
  class Tomcat7 extends Version {
    Tomcat7() {
      super("tomcat-7", "Tomcat", "JavaxDispatches");
    }
  }

  /** Servlet 4.0, the last of javax. */
  @Nested
  class Tomcat9 extends Version {
    Tomcat9() {
      super("tomcat-9", "Tomcat", "JavaxDispatches");
    }
  }

  /** Servlet 6.0. */
  @Nested
  class Tomcat101 extends Version {
    Tomcat101() {
      super("tomcat-10.1", "Tomcat", "JakartaDispatches");
    }
  }

  /** Servlet 6.1. */
  @Nested
  class Tomcat11 extends Version {
    Tomcat11() {
      super("tomcat-11", "Tomcat", "JakartaDispatches");
    }
  }

  /** Servlet 4.0. */
  @Nested
  class Undertow22 extends Version {
    Undertow22() {
      super("undertow-2.2", "Undertow", "JavaxDispatches");
    }
  }

  /** Servlet 6.0. */
  @Nested
  class Undertow23 extends Version {
    Undertow23() {
      super("undertow-2.3", "Undertow", "JakartaDispatches");
    }
  }

  /** Servlet 4.0 in a Jetty whose core has no servlets. */
  @Nested
  class Jetty12Javax extends Version {
    Jetty12Javax() {
      super("jetty-12-ee8", "Jetty12", "JavaxDispatches");
    }
  }

  /** Servlet 6.0. */
  @Nested
  class Jetty12Jakarta extends Version {
    Jetty12Jakarta() {
      super("jetty-12-ee10", "Jetty12", "JakartaDispatches");
    }
  }
}
