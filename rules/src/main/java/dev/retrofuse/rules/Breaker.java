package dev.retrofuse.rules;

/**
 * When a circuit breaker opens, how long it stays open, and how it closes again. Rates and jitter
 * are fractions of 1, time spans nanoseconds.
 */
public final class Breaker {
  static final Window WINDOW = Window.time(10 * Durations.SECOND);
  static final int MINIMUM_CALLS = 10;
  static final double FAILURE_RATE = 0.5;
  static final double SLOW_CALL_RATE = 0.5;
  static final long OPEN_WAIT = 2 * Durations.SECOND;
  static final double BACK_OFF = 1.5;
  static final long MAX_OPEN_WAIT = 10 * Durations.SECOND;
  static final double JITTER = 0.2;
  static final int TRIAL_CALLS = 3;
  static final double MAX_REFUSED = 1;
  static final int MOST_KEYS = 64;

  private final Window window;
  private final int minimumCalls;
  private final double failureRate;
  private final long slowCallNanos;
  private final double slowCallTimes;
  private final double slowCallRate;
  private final long openWaitNanos;
  private final double backOff;
  private final long maxOpenWaitNanos;
  private final double jitter;
  private final int trialCalls;
  private final Recovery recovery;
  private final int consecutiveFailures;
  private final double confidence;
  private final double maxRefused;
  private final boolean countsInFlight;
  private final By by;
  private final String member;
  private final int mostKeys;

  private Breaker(Builder builder) {
    window = builder.window;
    minimumCalls = builder.minimumCalls;
    failureRate = builder.failureRate;
    slowCallNanos = builder.slowCallNanos;
    slowCallTimes = builder.slowCallTimes;
    slowCallRate = builder.slowCallRate;
    openWaitNanos = builder.openWaitNanos;
    backOff = builder.backOff;
    maxOpenWaitNanos = Math.max(builder.maxOpenWaitNanos, builder.openWaitNanos);
    jitter = builder.jitter;
    trialCalls = builder.trialCalls;
    recovery = builder.recovery;
    consecutiveFailures = builder.consecutiveFailures;
    confidence = builder.confidence;
    maxRefused = builder.maxRefused;
    countsInFlight = builder.countsInFlight;
    by = builder.by;
    member = builder.member;
    mostKeys = builder.mostKeys;
  }

  /** A breaker that has the default of every key. */
  public static Builder builder() {
    return new Builder();
  }

  /** The calls looked back on; default the last 10 seconds. */
  public Window window() {
    return window;
  }

  /** So many calls must be in the window before it can open the breaker; default 10. */
  public int minimumCalls() {
    return minimumCalls;
  }

  /** The share of failed calls that opens the breaker; default 0.5. */
  public double failureRate() {
    return failureRate;
  }

  /** A call that takes this long is slow; default 0: none is. */
  public long slowCallNanos() {
    return slowCallNanos;
  }

  /**
   * A call that takes so many times as long as usual, and no less than {@link #slowCallNanos}, is
   * slow; default 0: what is usual does not matter.
   */
  public double slowCallTimes() {
    return slowCallTimes;
  }

  /** The share of slow calls that opens the breaker; default 0.5. */
  public double slowCallRate() {
    return slowCallRate;
  }

  /** The first wait of an open breaker before it lets trial calls through; default 2 seconds. */
  public long openWaitNanos() {
    return openWaitNanos;
  }

  /** What the wait is multiplied by each time the trial calls fail; default 1.5. */
  public double backOff() {
    return backOff;
  }

  /** The longest wait, never below {@link #openWaitNanos}; default 10 seconds. */
  public long maxOpenWaitNanos() {
    return maxOpenWaitNanos;
  }

  /** Each wait is multiplied by a random factor between 1 - jitter and 1 + jitter; default 0.2. */
  public double jitter() {
    return jitter;
  }

  /** So many calls are let through when the wait is over, and decide; default 3. */
  public int trialCalls() {
    return trialCalls;
  }

  /** What follows trial calls that ended well; default {@link Recovery#GRADUAL}. */
  public Recovery recovery() {
    return recovery;
  }

  /** So many failures one after the other open the breaker at once; default 0: none do. */
  public int consecutiveFailures() {
    return consecutiveFailures;
  }

  /**
   * How sure the rates must be before they open the breaker; default 0: they count as they are.
   * With it the window reaches back as far as the minimum of calls needs.
   */
  public double confidence() {
    return confidence;
  }

  /** The largest share of calls that the breaker may refuse; default 1. */
  public double maxRefused() {
    return maxRefused;
  }

  /**
   * Whether calls under way that have taken as long as a slow call count before they end; default
   * true.
   */
  public boolean countsInFlight() {
    return countsInFlight;
  }

  /** By what calls are told apart; default {@link By#NOTHING}. */
  public By by() {
    return by;
  }

  /** The baggage member for {@link By#BAGGAGE}, else empty. */
  public String member() {
    return member;
  }

  /** At most so many keys that fail have a breaker of their own; default 64. */
  public int mostKeys() {
    return mostKeys;
  }

  /** The same, but for what is set in it. */
  public Builder toBuilder() {
    return new Builder()
        .window(window)
        .minimumCalls(minimumCalls)
        .failureRate(failureRate)
        .slowCallNanos(slowCallNanos)
        .slowCallTimes(slowCallTimes)
        .slowCallRate(slowCallRate)
        .openWaitNanos(openWaitNanos)
        .backOff(backOff)
        .maxOpenWaitNanos(maxOpenWaitNanos)
        .jitter(jitter)
        .trialCalls(trialCalls)
        .recovery(recovery)
        .consecutiveFailures(consecutiveFailures)
        .confidence(confidence)
        .maxRefused(maxRefused)
        .countsInFlight(countsInFlight)
        .by(by)
        .member(member)
        .mostKeys(mostKeys);
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Breaker)) {
      return false;
    }
    Breaker that = (Breaker) other;
    return window.equals(that.window) && sameThresholds(that) && sameWaits(that);
  }

  private boolean sameThresholds(Breaker that) {
    return minimumCalls == that.minimumCalls
        && failureRate == that.failureRate
        && slowCallNanos == that.slowCallNanos
        && slowCallTimes == that.slowCallTimes
        && slowCallRate == that.slowCallRate
        && consecutiveFailures == that.consecutiveFailures
        && confidence == that.confidence
        && countsInFlight == that.countsInFlight
        && by == that.by
        && member.equals(that.member)
        && mostKeys == that.mostKeys;
  }

  private boolean sameWaits(Breaker that) {
    return openWaitNanos == that.openWaitNanos
        && backOff == that.backOff
        && maxOpenWaitNanos == that.maxOpenWaitNanos
        && jitter == that.jitter
        && trialCalls == that.trialCalls
        && recovery == that.recovery
        && maxRefused == that.maxRefused;
  }

  @Override
  public int hashCode() {
    int hash = window.hashCode() * 31 + minimumCalls;
    hash = hash * 31 + Double.hashCode(failureRate);
    hash = hash * 31 + Long.hashCode(slowCallNanos);
    return hash * 31 + Long.hashCode(openWaitNanos);
  }

  /** Sets what differs from the defaults. Values are the caller's to check. */
  public static final class Builder {
    private Window window = WINDOW;
    private int minimumCalls = MINIMUM_CALLS;
    private double failureRate = FAILURE_RATE;
    private long slowCallNanos;
    private double slowCallTimes;
    private double slowCallRate = SLOW_CALL_RATE;
    private long openWaitNanos = OPEN_WAIT;
    private double backOff = BACK_OFF;
    private long maxOpenWaitNanos = MAX_OPEN_WAIT;
    private double jitter = JITTER;
    private int trialCalls = TRIAL_CALLS;
    private Recovery recovery = Recovery.GRADUAL;
    private int consecutiveFailures;
    private double confidence;
    private double maxRefused = MAX_REFUSED;
    private boolean countsInFlight = true;
    private By by = By.NOTHING;
    private String member = "";
    private int mostKeys = MOST_KEYS;

    private Builder() {}

    public Builder window(Window value) {
      window = value;
      return this;
    }

    public Builder minimumCalls(int value) {
      minimumCalls = value;
      return this;
    }

    public Builder failureRate(double value) {
      failureRate = value;
      return this;
    }

    public Builder slowCallNanos(long value) {
      slowCallNanos = value;
      return this;
    }

    public Builder slowCallTimes(double value) {
      slowCallTimes = value;
      return this;
    }

    public Builder slowCallRate(double value) {
      slowCallRate = value;
      return this;
    }

    public Builder openWaitNanos(long value) {
      openWaitNanos = value;
      return this;
    }

    public Builder backOff(double value) {
      backOff = value;
      return this;
    }

    public Builder maxOpenWaitNanos(long value) {
      maxOpenWaitNanos = value;
      return this;
    }

    public Builder jitter(double value) {
      jitter = value;
      return this;
    }

    public Builder trialCalls(int value) {
      trialCalls = value;
      return this;
    }

    public Builder recovery(Recovery value) {
      recovery = value;
      return this;
    }

    public Builder consecutiveFailures(int value) {
      consecutiveFailures = value;
      return this;
    }

    public Builder confidence(double value) {
      confidence = value;
      return this;
    }

    public Builder maxRefused(double value) {
      maxRefused = value;
      return this;
    }

    public Builder countsInFlight(boolean value) {
      countsInFlight = value;
      return this;
    }

    public Builder by(By value) {
      by = value;
      return this;
    }

    public Builder member(String value) {
      member = value;
      return this;
    }

    public Builder mostKeys(int value) {
      mostKeys = value;
      return this;
    }

    public Breaker build() {
      return new Breaker(this);
    }
  }
}
