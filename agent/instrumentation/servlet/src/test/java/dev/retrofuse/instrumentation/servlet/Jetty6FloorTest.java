package dev.retrofuse.instrumentation.servlet;

import dev.retrofuse.testkit.InboundApplication;
import dev.retrofuse.testkit.InboundContract;
import dev.retrofuse.testkit.InboundServer;
import dev.retrofuse.weaving.LibraryInstrumentation;
import org.mortbay.jetty.Handler;
import org.mortbay.jetty.Server;
import org.mortbay.jetty.bio.SocketConnector;
import org.mortbay.jetty.servlet.Context;
import org.mortbay.jetty.servlet.FilterHolder;
import org.mortbay.jetty.servlet.ServletHolder;

/** The floor of javax: Servlet 2.5, in Jetty 6. */
class Jetty6FloorTest extends InboundContract {
  @Override
  protected LibraryInstrumentation instrumentation() {
    return new ServletInstrumentation();
  }

  @Override
  protected boolean tellsStatus() {
    return false;
  }

  @Override
  protected InboundServer start(InboundApplication application) throws Exception {
    Server server = new Server();
    SocketConnector connector = new SocketConnector();
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    Context context = new Context(server, "/");
    context.addFilter(
        new FilterHolder(new JavaxApplication.Front(application)), "/*", Handler.REQUEST);
    context.addServlet(new ServletHolder(new JavaxApplication.Service(application)), "/*");
    server.start();
    return new InboundServer() {
      @Override
      public int port() {
        return connector.getLocalPort();
      }

      @Override
      public void close() throws Exception {
        server.stop();
      }
    };
  }
}
