package com.example.relay;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.concurrent.Executors;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;

/** The servers, each on a free port of 127.0.0.1, which its method gives. */
final class Servers {
  static final String HOST = "127.0.0.1";

  /** Room for a baggage as long as its standard allows, and more. */
  static final int LONGEST_HEAD = 32_768;

  private Servers() {}

  static int jdk(Relay relay) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(HOST), 0), 0);
    server.setExecutor(Executors.newFixedThreadPool(8));
    server.createContext(
        "/",
        exchange -> {
          try {
            relay.answer(exchange.getRequestURI().getPath(), exchange.getRequestBody());
          } catch (IOException | RuntimeException e) {
            e.printStackTrace(); // this server only closes the connection
            throw e;
          }
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return server.getAddress().getPort();
  }

  static int tomcat(Relay relay) throws Exception {
    Tomcat tomcat = new Tomcat();
    File folder = Files.createTempDirectory("relay").toFile();
    folder.deleteOnExit();
    tomcat.setBaseDir(folder.getPath());
    tomcat.setHostname(HOST);
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", HOST);
    tomcat.getConnector().setProperty("maxHttpHeaderSize", String.valueOf(LONGEST_HEAD));
    Context context = tomcat.addContext("", folder.getPath());
    Tomcat.addServlet(context, "relay", new RelayServlet(relay));
    context.addServletMappingDecoded("/*", "relay");
    tomcat.start();
    return tomcat.getConnector().getLocalPort();
  }

  static int jetty(Relay relay) throws Exception {
    Server server = new Server();
    HttpConfiguration http = new HttpConfiguration();
    http.setRequestHeaderSize(LONGEST_HEAD);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(HOST);
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new ServletHolder(new RelayServlet(relay)), "/*");
    server.setHandler(context);
    server.start();
    return connector.getLocalPort();
  }

  private static final class RelayServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient Relay relay;

    RelayServlet(Relay relay) {
      this.relay = relay;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      relay.answer(request.getRequestURI(), request.getInputStream());
    }
  }
}
