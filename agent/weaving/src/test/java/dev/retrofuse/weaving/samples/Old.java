package dev.retrofuse.weaving.samples;

/** Uses nothing that a Java 1.4 class file could not hold. */
public class Old implements Caller {
  @Override
  public String call(String text) {
    return text.concat(" of old");
  }

  @Override
  public int count() {
    return 0;
  }
}
