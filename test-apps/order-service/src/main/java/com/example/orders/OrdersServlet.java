package com.example.orders;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** {@code GET /orders}: the latest orders, one a line. */
class OrdersServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient OrderStore store;

  OrdersServlet(OrderStore store) {
    this.store = store;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    response.setContentType("text/plain");
    PrintWriter out = response.getWriter();
    try {
      for (Order order : store.latest()) {
        out.println(order);
      }
    } catch (SQLException e) {
      throw new ServletException("orders could not be read", e);
    }
  }
}
