package dev.retrofuse.instrumentation.jdbc;

/** A function for H2, which has none that takes its time. */
public final class Doze {
  private Doze() {}

  /** Takes 10 ms. */
  public static int doze(int value) throws InterruptedException {
    Thread.sleep(10);
    return value;
  }
}
