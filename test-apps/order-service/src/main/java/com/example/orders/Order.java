package com.example.orders;

/** One row of the table {@code orders}. */
class Order {
  static final String NEW = "NEW";
  static final String PAID = "PAID";
  static final String PAYMENT_PENDING = "PAYMENT-PENDING";

  final long id;
  final String item;
  final int cents;
  final String status;

  Order(long id, String item, int cents, String status) {
    this.id = id;
    this.item = item;
    this.cents = cents;
    this.status = status;
  }

  Order withStatus(String newStatus) {
    return new Order(id, item, cents, newStatus);
  }

  @Override
  public String toString() {
    return id + "\t" + item + "\t" + cents + "\t" + status;
  }
}
