package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

  /** Whether each number of the other is one of these. */
  boolean covers(IntRanges other) {
    for (int i = 0; i < other.ends.length; i += 2) {
      for (int number = other.ends[i]; number <= other.ends[i + 1]; number++) {
        if (!contains(number)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether a number is among both. */
  boolean meets(IntRanges other) {
    for (int i = 0; i < other.ends.length; i += 2) {
      for (int number = other.ends[i]; number <= other.ends[i + 1]; number++) {
        if (contains(number)) {
          return true;
        }
      }
    }
    return false;
  }

  /** As written in a rule file. */
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < ends.length; i += 2) {
      texts.add(ends[i] == ends[i + 1] ? "" + ends[i] : ends[i] + "-" + ends[i + 1]);
    }
    return texts;
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
    return String.join(", ", texts());
  }
}
