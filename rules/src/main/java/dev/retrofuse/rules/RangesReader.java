package dev.retrofuse.rules;

import java.util.List;

/** Reads numbers and ranges of numbers: {@code 429}, {@code 500-599}, {@code 5xx}. */
final class RangesReader {
  private RangesReader() {}

  /** Numbers from {@code min} to {@code max}, all with the same number of digits for 5xx. */
  static IntRanges read(Section section, Key key, List<Node> nodes, int min, int max) {
    int[] ends = new int[2 * nodes.size()];
    for (int i = 0; i < nodes.size(); i++) {
      int dash = nodes.get(i).text.indexOf('-');
      String text = nodes.get(i).text;
      ends[2 * i] = end(dash < 0 ? text : text.substring(0, dash), '0');
      ends[2 * i + 1] = end(dash < 0 ? text : text.substring(dash + 1), '9');
      if (ends[2 * i] < min || ends[2 * i + 1] > max || ends[2 * i] > ends[2 * i + 1]) {
        section.wrong(key, nodes.get(i), "write a number or a range, the lower number first");
      }
    }
    return IntRanges.of(ends);
  }

  /** What x stands for is given; -1 when the text is none of up to five digits or x. */
  private static int end(String text, char x) {
    String digits = text.trim().replace('x', x).replace('X', x);
    int number = digits.isEmpty() || digits.length() > 5 ? -1 : 0;
    for (int i = 0; i < digits.length() && number >= 0; i++) {
      char c = digits.charAt(i);
      number = c >= '0' && c <= '9' ? number * 10 + c - '0' : -1;
    }
    return number;
  }
}
