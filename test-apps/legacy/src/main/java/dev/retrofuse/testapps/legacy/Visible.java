package dev.retrofuse.testapps.legacy;

/** Where the application's own loader finds a class. */
final class Visible {
  private Visible() {}

  static String text(String name) {
    try {
      Class<?> type = Class.forName(name, false, Visible.class.getClassLoader());
      return String.valueOf(type.getProtectionDomain().getCodeSource());
    } catch (ClassNotFoundException e) {
      return "none";
    }
  }
}
