package dev.retrofuse.weaving.samples;

import java.util.function.Supplier;

/** Hands on: directly, and from a lambda. */
public class Pool implements Caller {
  private final Caller behind;

  public Pool(Caller behind) {
    this.behind = behind;
  }

  @Override
  public String call(String text) {
    Supplier<String> later = () -> behind.call(text);
    return later.get();
  }

  @Override
  public int count() {
    return behind.count();
  }
}
