package dev.retrofuse.rules;

/** Reads the section {@code last-good} of a fallback. */
final class LastGoodReader {
  static final Key LAST_GOOD =
      Key.section(
          Fallback.Form.LAST_GOOD.toString(),
          "The last response with status 200 to the same GET, where one is kept (http only).");
  private static final Key MAX_AGE =
      Key.duration(
              "max-age",
              Durations.SECOND,
              24 * Durations.HOUR,
              "How old a response may be that is given.")
          .fallback(600e9);
  private static final Key MAX_SIZE =
      Key.size(
              "max-size",
              1 << 10,
              100 << 20,
              "How many bytes the rule may keep in all; one response may take a quarter of that.")
          .fallback(1 << 20);

  private LastGoodReader() {}

  static LastGood read(Section section) {
    return new LastGood((long) section.number(MAX_AGE), (int) section.number(MAX_SIZE));
  }
}
