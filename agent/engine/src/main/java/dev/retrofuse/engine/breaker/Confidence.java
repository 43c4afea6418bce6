package dev.retrofuse.engine.breaker;

/**
 * What share a sample proves, beyond what chance may do: the lower bound of Wilson's score
 * interval, one-sided (E. B. Wilson, Journal of the American Statistical Association 22, 1927).
 */
final class Confidence {
  private final double z;

  /**
   * @param confidence in (0.5, 1), such as 0.95
   */
  Confidence(double confidence) {
    z = quantile(confidence);
  }

  /** Of the standard normal distribution; Abramowitz and Stegun 26.2.23, off by 0.00045 at most. */
  private static double quantile(double probability) {
    double t = Math.sqrt(-2 * Math.log(1 - probability));
    double numerator = 2.515517 + t * (0.802853 + t * 0.010328);
    double denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
    return t - numerator / denominator;
  }

  /** The share that is exceeded with this confidence when {@code bad} of {@code calls} were. */
  double lowerBound(long bad, long calls) {
    double share = (double) bad / calls;
    double square = z * z / calls;
    double spread = z * Math.sqrt(share * (1 - share) / calls + square / (4 * calls));
    return (share + square / 2 - spread) / (1 + square);
  }
}
