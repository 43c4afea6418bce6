package com.example.mesh;

/**
 * One of the services through which an order goes: {@code shop}, {@code orders}, {@code stock},
 * {@code billing}, {@code shipping} and {@code archive}; or {@code tap}, which is none of them and
 * tells what their messages say.
 *
 * <p>Prints {@code ready on Java} and its version, and ends when its standard input ends or says
 * anything. An order is a number; each service logs it, to the file that the property {@code
 * log.file} names, and sends it on.
 */
final class Node {
  private Node() {}

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "shop":
        Shop.start();
        break;
      case "orders":
        Orders.start();
        break;
      case "stock":
        Stock.start();
        break;
      case "billing":
        Billing.start();
        break;
      case "shipping":
        Shipping.start();
        break;
      case "archive":
        Archive.start();
        break;
      case "tap":
        Tap.start();
        break;
      default:
        throw new IllegalArgumentException(arguments[0]);
    }
    System.out.println("ready on Java " + System.getProperty("java.specification.version"));
    System.in.read();
    System.exit(0);
  }
}
