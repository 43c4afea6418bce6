package dev.retrofuse.weaving.samples;

/** Hands on through its superclass, as classes do that are generated around a wrapper. */
public class CountedPool extends Pool {
  public CountedPool(Caller behind) {
    super(behind);
  }

  @Override
  public String call(String text) {
    return super.call(text);
  }
}
