package dev.retrofuse.rules;

import java.util.Arrays;

/** Numbers and ranges of numbers, such as {@code 429} and {@code 500-599}. */
final class IntRanges {
  /** Low, high, low, high, ...; both ends belong. */
  private final int[] ends;

  private IntRanges(int[] ends) {
    this.ends = ends;
  }

  static IntRanges of(int... lowHighPairs) {
    return new IntRanges(lowHighPairs.clone());
  }

  boolean contains(int number) {
    for (int i = 0; i < ends.length; i += 2) {
      if (number >= ends[i] && number <= ends[i + 1]) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IntRanges && Arrays.equals(ends, ((IntRanges) other).ends);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ends);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ends.length; i += 2) {
      text.append(i == 0 ? "" : ", ").append(ends[i]);
      if (ends[i] != ends[i + 1]) {
        text.append('-').append(ends[i + 1]);
      }
    }
    return text.toString();
  }
}
