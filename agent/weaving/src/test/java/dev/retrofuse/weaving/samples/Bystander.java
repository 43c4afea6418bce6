package dev.retrofuse.weaving.samples;

/** Mentions nothing of the interface's package but itself. */
public class Bystander {
  public String call(String text) {
    return text;
  }
}
