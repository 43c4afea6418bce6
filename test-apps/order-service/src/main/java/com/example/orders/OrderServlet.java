package com.example.orders;

import java.io.IOException;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** {@code POST /order}: store, charge, store again, tell. */
class OrderServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = Logger.getLogger(OrderServlet.class.getName());

  private final transient OrderStore store;
  private final transient PaymentClient payment;
  private final transient OrderEvents events;

  OrderServlet(OrderStore store, PaymentClient payment, OrderEvents events) {
    this.store = store;
    this.payment = payment;
    this.events = events;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String item = request.getParameter("item");
    if (item == null) {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST, "item is missing");
      return;
    }
    try {
      Order order = store.insert(item, item.length() * 100);
      order = order.withStatus(charge(order));
      store.setStatus(order, order.status);
      events.publish(order);
      answer(response, order);
    } catch (SQLException e) {
      throw new ServletException("order could not be stored", e);
    }
  }

  private String charge(Order order) {
    try {
      payment.charge(order);
      return Order.PAID;
    } catch (IOException e) {
      LOG.warning("Payment of order " + order.id + " is pending: " + e);
      return Order.PAYMENT_PENDING;
    }
  }

  private static void answer(HttpServletResponse response, Order order) throws IOException {
    boolean paid = order.status.equals(Order.PAID);
    response.setStatus(
        paid ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setContentType("text/plain");
    response.getWriter().println(order);
  }
}
