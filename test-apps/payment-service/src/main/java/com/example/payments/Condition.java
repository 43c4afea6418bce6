package com.example.payments;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How the service is today: well, slow, hanging or failing. */
final class Condition {
  private static final long HANG_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final List<String> MODES = Arrays.asList("ok", "slow", "hang", "fail");

  private String mode = "ok";

  /** False when there is no such mode. Calls that are held go on at once when it changes. */
  synchronized boolean set(String newMode) {
    if (!MODES.contains(newMode)) {
      return false;
    }
    mode = newMode;
    notifyAll();
    return true;
  }

  /** Holds the caller for as long as the mode asks for; false when its payment fails. */
  synchronized boolean pass() {
    if (mode.equals("hang")) {
      holdWhile("hang", HANG_NANOS);
    } else if (mode.equals("slow")) {
      holdWhile("slow", SLOW_NANOS);
    }
    return !mode.equals("fail");
  }

  private void holdWhile(String held, long nanos) {
    long end = System.nanoTime() + nanos;
    try {
      for (long left = nanos; mode.equals(held) && left > 0; left = end - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
