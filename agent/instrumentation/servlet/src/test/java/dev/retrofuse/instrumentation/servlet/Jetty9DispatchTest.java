package dev.retrofuse.instrumentation.servlet;

import dev.retrofuse.testkit.InboundServer;
import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.HandlerWrapper;
import org.eclipse.jetty.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Servlet 3.1 in Jetty 9.4, with a handler around it. */
class Jetty9DispatchTest extends AsyncDispatchContract {
  @Override
  InboundServer start() throws Exception {
    Server server = new Server(new QueuedThreadPool(4));
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    ServletHolder holder = new ServletHolder(new JavaxDispatches());
    holder.setAsyncSupported(true);
    context.addServlet(holder, "/");
    ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
    errors.addErrorPage(ErrorPageErrorHandler.GLOBAL_ERROR_PAGE, "/target");
    context.setErrorHandler(errors);
    HandlerWrapper outside = new Outside();
    outside.setHandler(context);
    server.setHandler(outside);
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

  private static final class Outside extends HandlerWrapper {
    @Override
    public void handle(
        String target, Request base, HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException {
      DispatchContract.see("outside");
      super.handle(target, base, request, response);
      DispatchContract.see("outside");
    }
  }
}
