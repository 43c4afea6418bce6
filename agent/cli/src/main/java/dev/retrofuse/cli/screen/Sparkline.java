package dev.retrofuse.cli.screen;

/** A row of figures as a row of bars. */
public final class Sparkline {
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final String PLAIN = " .:-=+*#";

  private Sparkline() {}

  /**
   * One character for each figure, the largest at full height.
   *
   * @param figures 0 or more each
   * @param blocks whether the terminal has block characters
   */
  public static String of(double[] figures, boolean blocks) {
    double most = most(figures);
    String bars = blocks ? BARS : PLAIN;
    StringBuilder line = new StringBuilder(figures.length);
    for (double figure : figures) {
      int height = most == 0 ? 0 : (int) Math.ceil(figure / most * (bars.length() - 1));
      line.append(bars.charAt(height));
    }
    return line.toString();
  }

  /** The largest; 0 of none. */
  public static double most(double[] figures) {
    double most = 0;
    for (double figure : figures) {
      most = Math.max(most, figure);
    }
    return most;
  }

  /** Whether block characters can be written in that character set. */
  public static boolean hasBlocks(java.nio.charset.Charset charset) {
    return charset.canEncode() && charset.newEncoder().canEncode(BARS);
  }
}
