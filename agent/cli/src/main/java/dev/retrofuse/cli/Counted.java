package dev.retrofuse.cli;

/** {@code 1 rule}, {@code 2 rules}, {@code 3 classes}. */
final class Counted {
  private Counted() {}

  static String of(long count, String noun) {
    String ending = count == 1 ? "" : noun.endsWith("s") ? "es" : "s";
    return count + " " + noun + ending;
  }
}
