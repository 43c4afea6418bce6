package dev.retrofuse.weaving.samples;

import java.util.concurrent.RunnableFuture;

/** Declares only an interface of the JDK that extends the one that is looked for. */
public abstract class Narrow implements RunnableFuture<String> {
  @Override
  public String get() {
    return "done";
  }
}
