package dev.retrofuse.weaving.samples;

/** Stands for an interface such as java.sql.Statement. */
public interface Caller {
  String call(String text);

  int count();
}
