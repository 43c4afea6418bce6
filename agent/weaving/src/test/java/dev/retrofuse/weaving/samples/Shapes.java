package dev.retrofuse.weaving.samples;

/** Methods of many shapes, for advice to be woven into. */
public class Shapes {
  public int count;
  public String label;

  /** Wide arguments, and a frame inside a loop. */
  public long wide(long first, double second, String third) {
    long sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += first;
    }
    return sum + (long) second + third.length();
  }

  /** Its first instruction is a jump's target, and its argument is written to. */
  public int loop(int from) {
    while (true) {
      if (from > 5) {
        return from;
      }
      from++;
    }
  }

  public Object given(Object value) {
    if (value == null) {
      throw new IllegalStateException("nothing given");
    }
    return value;
  }

  public String caught(String text) {
    try {
      return text.substring(2);
    } catch (RuntimeException e) {
      return "caught";
    } finally {
      count++;
    }
  }

  /** Fails twice of three times. */
  public int third(int base) {
    if (++count % 3 != 0) {
      throw new IllegalStateException("not yet");
    }
    return base + count;
  }

  public synchronized void nothing(int[] numbers) {
    numbers[0]++;
  }

  public float small(byte first, boolean second, char third, float fourth) {
    return second ? first + third : fourth;
  }

  public double never(double value) {
    throw new UnsupportedOperationException("never");
  }
}
