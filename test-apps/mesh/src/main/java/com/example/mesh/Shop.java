package com.example.mesh;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.log4j.Logger;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;

/** Takes an order by HTTP, in a servlet, and posts it on. */
final class Shop {
  private static final Logger LOG = Logger.getLogger(Shop.class);

  private Shop() {}

  static void start() throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setPort(Settings.SHOP);
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new ServletHolder(new Servlet()), "/*");
    server.setHandler(context);
    server.start();
  }

  private static final class Servlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      String order = request.getPathInfo().substring(1);
      LOG.info("order " + order);
      URL next = new URL("http://127.0.0.1:" + Settings.ORDERS + "/" + order);
      HttpURLConnection connection = (HttpURLConnection) next.openConnection();
      try (InputStream in = connection.getInputStream()) {
        while (in.read() >= 0) {
          // What is answered does not matter.
        }
      }
      response.setStatus(202);
    }
  }
}
