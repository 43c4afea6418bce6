package dev.retrofuse.demo;

/**
 * How a request ended.
 *
 * @param end when, in nanos of the monotonic clock
 * @param nanos how long it took
 * @param status of HTTP; 0 when the caller gave up or the connection broke
 * @param reading whether it only read orders and needed no payment
 */
record Answer(long end, long nanos, int status, boolean reading) {
  boolean isError() {
    return status != 200;
  }

  boolean isMissing() {
    return status == 0;
  }
}
