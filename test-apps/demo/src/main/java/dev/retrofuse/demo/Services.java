package dev.retrofuse.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The broker, the payment service and the order service, each in its own JVM. */
final class Services implements AutoCloseable {
  private static final Path OWN_JAVA = Path.of(System.getProperty("java.home"));

  private final Options options;
  private final Path temporary;
  private final Screen screen;
  private final Deque<Child> children = new ArrayDeque<>();
  private boolean closed;

  Child orders;
  Path ordersLog;
  String ordersUrl;
  String statsUrl;
  String paymentUrl;

  Services(Options options, Path temporary, Screen screen) {
    this.options = options;
    this.temporary = temporary;
    this.screen = screen;
  }

  void start() throws IOException {
    Child broker =
        child(OWN_JAVA, "broker", List.of("-Xmx256m", "-XX:+UseSerialGC"), temporary + "/kafka");
    Child payment = child(OWN_JAVA, "payment-service", List.of("-Xmx128m"), "0", "console");
    String kafka = "127.0.0.1:" + broker.ports().number("port");
    paymentUrl = url(payment.ports().number("port"));
    orders = child(options.serviceJava(), "order-service", orderSettings(kafka));
    ordersLog = log("order-service");
    Values ports = orders.ports();
    ordersUrl = url(ports.number("port"));
    screen.output("broker           " + kafka);
    screen.output("payment service  " + paymentUrl);
    screen.output("order service    " + ordersUrl + ", process " + orders.pid());
    statsUrl = url(ports.number("admin.port")) + "/stats";
  }

  private List<String> orderSettings(String kafka) {
    return List.of(
        "-Xmx256m",
        "-Dport=0",
        "-Dadmin.port=0",
        "-Dconsole=true",
        "-Dhome=" + temporary.resolve("tomcat"),
        "-Dkafka.servers=" + kafka,
        "-Dpayment.url=" + paymentUrl + "/pay/charge");
  }

  private Child child(Path javaHome, String app, List<String> settings, String... args)
      throws IOException {
    List<String> command = new ArrayList<>(settings);
    command.add("-jar");
    command.add("test-apps/" + app + "/target/" + app + ".jar");
    command.addAll(List.of(args));
    command.add(0, Child.java(javaHome).toString());
    synchronized (children) {
      if (closed) {
        throw new IOException("The demo was ended while " + app + " was to start");
      }
      children.push(new Child(command, options.root(), log(app)));
      return children.peek();
    }
  }

  private Path log(String app) {
    return temporary.resolve(app + ".log");
  }

  private static String url(int port) {
    return "http://127.0.0.1:" + port;
  }

  /** Ends them all, the latest first; also while they start, and more than once. */
  @Override
  public void close() {
    synchronized (children) {
      closed = true;
      while (!children.isEmpty()) {
        children.pop().close();
      }
    }
  }
}
