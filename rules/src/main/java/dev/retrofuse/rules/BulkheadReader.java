package dev.retrofuse.rules;

/** Reads the section {@code bulkhead}. */
final class BulkheadReader {
  private static final Key MAX_CONCURRENT =
      Key.integer(
              "max-concurrent",
              1,
              100_000,
              "How many calls of one scope may be under way at once; one more is refused at once.")
          .required();

  private BulkheadReader() {}

  static Bulkhead read(Section section) {
    return new Bulkhead((int) section.number(MAX_CONCURRENT));
  }
}
