package dev.retrofuse.benchmarks;

/** The least application. */
public final class Trivial {
  private Trivial() {}

  public static void main(String[] args) {
    System.out.println("hi");
  }
}
