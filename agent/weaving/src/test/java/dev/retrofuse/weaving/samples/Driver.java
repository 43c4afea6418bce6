package dev.retrofuse.weaving.samples;

/** Does the call itself, at the end of an inheritance chain. */
public class Driver extends AbstractDriver {
  @Override
  public String call(String text) {
    return "called " + text;
  }
}
