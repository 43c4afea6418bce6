package dev.retrofuse.engine.timeout;

import dev.retrofuse.engine.Ticker;
import dev.retrofuse.rules.Deadline;
import dev.retrofuse.waist.RetrofuseDeadline;
import java.util.concurrent.TimeUnit;

/** Deadlines as woven code tells them: read from inbound requests, written to outbound ones. */
public final class Deadlines extends RetrofuseDeadline {
  private static final String GRPC = "grpc-timeout";
  private static final String GRPC_UNITS = "HMSmun";
  private static final TimeUnit[] UNITS = {
    TimeUnit.HOURS,
    TimeUnit.MINUTES,
    TimeUnit.SECONDS,
    TimeUnit.MILLISECONDS,
    TimeUnit.MICROSECONDS,
    TimeUnit.NANOSECONDS
  };
  private static final int MOST_DIGITS = 8;
  private static final long MOST_MILLIS = 99_999_999;

  private final String[] headers;
  private final long defaultNanos;
  private final String forward;
  private final Ticker ticker;

  public Deadlines(Deadline rules, Ticker ticker) {
    headers = rules.headers().toArray(new String[0]);
    defaultNanos = rules.defaultNanos();
    forward = rules.forward();
    this.ticker = ticker;
  }

  /** The headers in which an inbound request may say it. */
  public String[] inbound() {
    return headers.clone();
  }

  /**
   * Reads the values of {@link #inbound}, null where there is none; further ones are not looked at.
   *
   * @return the agent's monotonic nanoseconds, never 0; 0 for no deadline
   */
  public long until(String[] values) {
    long shortest = Long.MAX_VALUE;
    for (int i = 0; i < values.length && i < headers.length; i++) {
      long nanos = values[i] == null ? -1 : nanos(headers[i], values[i].trim());
      shortest = nanos < 0 ? shortest : Math.min(shortest, nanos);
    }
    if (shortest == Long.MAX_VALUE) {
      shortest = defaultNanos == 0 ? Long.MAX_VALUE : defaultNanos;
    }
    return shortest == Long.MAX_VALUE ? 0 : orOne(ticker.nanos() + shortest);
  }

  // 0 is no deadline.
  private static long orOne(long nanos) {
    return nanos == 0 ? 1 : nanos;
  }

  /** Negative for none: what makes no sense, and milliseconds of 0, which are no limit to some. */
  private static long nanos(String header, String value) {
    if (!header.equals(GRPC)) {
      long millis = number(value);
      return millis > 0 ? TimeUnit.MILLISECONDS.toNanos(millis) : -1;
    }
    int last = value.length() - 1;
    int unit = last < 1 ? -1 : GRPC_UNITS.indexOf(value.charAt(last));
    long amount = unit < 0 ? -1 : number(value.substring(0, last));
    return amount < 0 ? -1 : UNITS[unit].toNanos(amount);
  }

  private static long number(String digits) {
    long number = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return digits.isEmpty() || digits.length() > MOST_DIGITS ? -1 : number;
  }

  @Override
  protected String outbound() {
    return forward;
  }

  // At least 1, because 0 means no limit to some.
  @Override
  protected String left(long until) {
    long millis = TimeUnit.NANOSECONDS.toMillis(until - ticker.nanos());
    long told = Math.min(MOST_MILLIS, Math.max(1, millis));
    return forward.equals(GRPC) ? told + "m" : Long.toString(told);
  }
}
