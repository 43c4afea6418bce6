package dev.retrofuse.demo;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What every act of the story uses: the services under load, and the means to watch them. */
final class Stage {
  private static final int LOOK_MILLIS = 100;

  final Screen screen;
  final Load load;
  final Monitor monitor;
  private final Services services;
  private final Pages pages;

  Stage(Screen screen, Services services, Load load, Monitor monitor, Pages pages) {
    this.screen = screen;
    this.services = services;
    this.load = load;
    this.monitor = monitor;
    this.pages = pages;
  }

  void act(String title, String... lines) {
    screen.act(title);
    for (String line : lines) {
      screen.line("   " + line);
    }
    monitor.act();
  }

  void payment(String mode) throws IOException, InterruptedException {
    pages.get(services.paymentUrl + "/control?mode=" + mode);
  }

  /** The payments so far, and how many came with trace context. */
  Values seenAtPayment() throws IOException, InterruptedException {
    return pages.get(services.paymentUrl + "/seen");
  }

  long orderServicePid() {
    return services.orders.pid();
  }

  boolean orderServiceIsAlive() {
    return services.orders.isAlive();
  }

  void pause(int seconds) throws InterruptedException {
    TimeUnit.SECONDS.sleep(seconds);
  }

  Figures measure(int seconds) throws InterruptedException {
    long from = System.nanoTime();
    pause(seconds);
    return monitor.since(from);
  }

  /** Waits for something to come true; the seconds that took, or -1 when it did not. */
  int await(int seconds, BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    long patience = TimeUnit.SECONDS.toNanos(seconds);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > patience) {
        return -1;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return (int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
  }
}
