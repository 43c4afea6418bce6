package com.example.orders;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ThreadPoolExecutor;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.Connector;
import org.apache.commons.dbcp.BasicDataSource;
import org.apache.coyote.AbstractProtocol;

/** {@code GET /stats}: what the people of operations asked for, as {@code name=value} lines. */
class StatsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Connector connector;
  private final transient BasicDataSource pool;
  private final transient OrderStore store;
  private final transient OrderEvents events;

  StatsServlet(Connector connector, BasicDataSource pool, OrderStore store, OrderEvents events) {
    this.connector = connector;
    this.pool = pool;
    this.store = store;
    this.events = events;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    response.setContentType("text/plain");
    PrintWriter out = response.getWriter();
    threads(out);
    out.println("pool.active=" + pool.getNumActive());
    out.println("pool.idle=" + pool.getNumIdle());
    orders(out);
    out.println("events.sent=" + events.sent);
    out.println("events.failed=" + events.failed);
  }

  private void threads(PrintWriter out) {
    AbstractProtocol<?> protocol = (AbstractProtocol<?>) connector.getProtocolHandler();
    ThreadPoolExecutor executor = (ThreadPoolExecutor) protocol.getExecutor();
    out.println("threads.busy=" + executor.getActiveCount());
    out.println("threads.max=" + executor.getMaximumPoolSize());
    out.println("requests.waiting=" + executor.getQueue().size());
  }

  private void orders(PrintWriter out) throws ServletException {
    try {
      for (Map.Entry<String, Integer> count : store.countsByStatus().entrySet()) {
        out.println("orders." + count.getKey() + "=" + count.getValue());
      }
    } catch (SQLException e) {
      throw new ServletException("orders could not be counted", e);
    }
  }
}
