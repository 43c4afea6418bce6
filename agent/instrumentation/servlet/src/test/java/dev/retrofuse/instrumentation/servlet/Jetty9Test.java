package dev.retrofuse.instrumentation.servlet;

import dev.retrofuse.testkit.InboundApplication;
import dev.retrofuse.testkit.InboundContract;
import dev.retrofuse.testkit.InboundServer;
import dev.retrofuse.weaving.LibraryInstrumentation;
import java.util.EnumSet;
import javax.servlet.DispatcherType;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.servlet.FilterHolder;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Servlet 3.1 in Jetty 9.4. */
class Jetty9Test extends InboundContract {
  @Override
  protected LibraryInstrumentation instrumentation() {
    return new ServletInstrumentation();
  }

  @Override
  protected InboundServer start(InboundApplication application) throws Exception {
    Server server = new Server(new QueuedThreadPool(8));
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    context.addFilter(
        new FilterHolder(new JavaxApplication.Front(application)),
        "/*",
        EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(new ServletHolder(new JavaxApplication.Service(application)), "/*");
    // Stack traces differ by the thread's way to the request, agent or not.
    ErrorHandler errors = new ErrorHandler();
    errors.setShowStacks(false);
    context.setErrorHandler(errors);
    server.setHandler(context);
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
