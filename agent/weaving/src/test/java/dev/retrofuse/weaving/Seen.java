package dev.retrofuse.weaving;

import java.util.ArrayList;
import java.util.List;

/** What advice of the tests saw, and what it shall do. */
public final class Seen {
  static final List<String> NOTES = new ArrayList<>();
  public static boolean skipping;
  public static boolean faulty;

  private Seen() {}

  public static void note(String note) {
    NOTES.add(note);
  }
}
