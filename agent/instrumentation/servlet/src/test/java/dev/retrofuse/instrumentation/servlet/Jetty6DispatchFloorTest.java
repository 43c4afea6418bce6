package dev.retrofuse.instrumentation.servlet;

import dev.retrofuse.testkit.InboundServer;
import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.mortbay.jetty.Server;
import org.mortbay.jetty.bio.SocketConnector;
import org.mortbay.jetty.handler.HandlerWrapper;
import org.mortbay.jetty.servlet.Context;
import org.mortbay.jetty.servlet.ErrorPageErrorHandler;
import org.mortbay.jetty.servlet.ServletHolder;

/** The floor of javax: Servlet 2.5, in Jetty 6. */
class Jetty6DispatchFloorTest extends DispatchContract {
  @Override
  InboundServer start() throws Exception {
    Server server = new Server();
    SocketConnector connector = new SocketConnector();
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    Context context = new Context();
    context.addServlet(new ServletHolder(new JavaxDispatches()), "/");
    ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
    errors.addErrorPage(503, "/target");
    errors.addErrorPage(ServletException.class, "/target");
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
        String target, HttpServletRequest request, HttpServletResponse response, int dispatch)
        throws IOException, ServletException {
      DispatchContract.see("outside");
      super.handle(target, request, response, dispatch);
      DispatchContract.see("outside");
    }
  }
}
