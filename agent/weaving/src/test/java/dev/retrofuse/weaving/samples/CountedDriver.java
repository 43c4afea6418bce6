package dev.retrofuse.weaving.samples;

/** Does part of the call itself, and calls a superclass that does the rest. */
public class CountedDriver extends Driver {
  @Override
  public String call(String text) {
    return super.call(text.trim());
  }
}
