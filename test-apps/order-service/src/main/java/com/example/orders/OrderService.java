package com.example.orders;

import java.io.File;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.Servlet;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.commons.dbcp.BasicDataSource;

/**
 * Takes orders. Set up by system properties: {@code port} (8080; 0 for any), {@code admin.port}
 * (8081; the same pages on two threads of their own), {@code threads} (40), {@code payment.url},
 * {@code kafka.servers}, {@code home} (a folder for Tomcat), {@code console} (when true, the
 * service ends with its standard input). Prints {@code port=N admin.port=N} once it serves.
 */
public class OrderService {
  private static final Logger LOG = Logger.getLogger(OrderService.class.getName());
  private static final int POOL_SIZE = 20;

  private final BasicDataSource pool = new BasicDataSource();
  private final OrderStore store = new OrderStore(pool);
  private final PaymentClient payment =
      new PaymentClient(System.getProperty("payment.url", "http://127.0.0.1:9090/pay/charge"));
  private final OrderEvents events =
      new OrderEvents(System.getProperty("kafka.servers", "127.0.0.1:9092"));
  private final Tomcat tomcat = new Tomcat();

  public static void main(String[] args) throws Exception {
    OrderService service = new OrderService();
    service.start();
    if (Boolean.getBoolean("console")) {
      service.stopWithConsole();
    }
  }

  private void start() throws Exception {
    pool.setDriverClassName("org.h2.Driver");
    pool.setUrl("jdbc:h2:mem:orders;DB_CLOSE_DELAY=-1");
    pool.setMaxActive(POOL_SIZE);
    store.createTable();
    String home = System.getProperty("java.io.tmpdir") + File.separator + "order-service";
    tomcat.setBaseDir(System.getProperty("home", home));
    Connector main = connector(Integer.getInteger("port", 8080), Integer.getInteger("threads", 40));
    Connector admin = connector(Integer.getInteger("admin.port", 8081), 2);
    tomcat.setConnector(main);
    servlets(tomcat.addContext("", null), main);
    tomcat.start();
    System.out.println("port=" + main.getLocalPort() + " admin.port=" + admin.getLocalPort());
  }

  private Connector connector(int port, int threads) {
    Connector connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
    connector.setPort(port);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxThreads", String.valueOf(threads));
    tomcat.getService().addConnector(connector);
    return connector;
  }

  private void servlets(Context context, Connector main) {
    servlet(context, "/order", new OrderServlet(store, payment, events));
    servlet(context, "/orders", new OrdersServlet(store));
    servlet(context, "/stats", new StatsServlet(main, pool, store, events));
  }

  private static void servlet(Context context, String path, Servlet servlet) {
    Tomcat.addServlet(context, path, servlet);
    context.addServletMapping(path, path);
  }

  private void stopWithConsole() throws Exception {
    while (System.in.read() >= 0) {
      // whatever is typed
    }
    stop();
  }

  private void stop() {
    try {
      tomcat.stop();
      events.close();
      pool.close();
    } catch (Exception e) {
      LOG.log(Level.WARNING, "Not stopped cleanly", e);
    }
    System.exit(0);
  }
}
