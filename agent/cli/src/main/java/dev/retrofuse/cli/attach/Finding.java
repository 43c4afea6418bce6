package dev.retrofuse.cli.attach;

/** Something that was looked at, in one line, and the way out of it. Immutable. */
public final class Finding {
  /** How bad it is. */
  public enum Level {
    OK,
    /** It works, but somebody should know. */
    WARNING,
    /** It does not work. */
    OBSTACLE
  }

  private final Level level;
  private final String check;
  private final String text;
  private final String wayOut;

  private Finding(Level level, String check, String text, String wayOut) {
    this.level = level;
    this.check = check;
    this.text = text;
    this.wayOut = wayOut;
  }

  public static Finding ok(String check, String text) {
    return new Finding(Level.OK, check, text, "");
  }

  public static Finding warning(String check, String text, String wayOut) {
    return new Finding(Level.WARNING, check, text, wayOut);
  }

  static Finding obstacle(String check, String text, String wayOut) {
    return new Finding(Level.OBSTACLE, check, text, wayOut);
  }

  /** What a refusal says, behind whose last semicolon is the way out. */
  public static Finding obstacle(String check, AttachFailure failure) {
    String text = failure.getMessage();
    int at = text.lastIndexOf("; ");
    return at < 0
        ? obstacle(check, text, "")
        : obstacle(check, text.substring(0, at), text.substring(at + 2));
  }

  public Level level() {
    return level;
  }

  /** What was looked at, in a word. */
  public String check() {
    return check;
  }

  public String text() {
    return text;
  }

  /** Empty when there is none, or none is needed. */
  public String wayOut() {
    return wayOut;
  }
}
