package dev.retrofuse.rules;

/** Reads the section {@code match: jdbc}. */
final class JdbcReader {
  private static final Key URL =
      Key.texts(
          "url",
          PatternsReader.ALLOWED,
          "The JDBC URL, such as jdbc:postgresql://db.example.com/**.");
  private static final Key DATABASE =
      Key.texts("database", PatternsReader.ALLOWED, "The database's name, in any case.");
  private static final Key OPERATION =
      Key.texts(
          "operation",
          PatternsReader.ALLOWED,
          "The first word of the statement, such as SELECT, in any case; CONNECT for opening a"
              + " connection; BORROW for taking one from a pool, which only rules that name it"
              + " guard.");
  private static final Key TABLE =
      Key.texts("table", PatternsReader.ALLOWED, "The table of the statement, in any case.");

  private JdbcReader() {}

  static Match read(Section jdbc) {
    return new JdbcMatch(
        PatternsReader.read(jdbc, URL, "jdbc:"),
        PatternsReader.readIgnoringCase(jdbc, DATABASE),
        PatternsReader.readIgnoringCase(jdbc, OPERATION),
        PatternsReader.readIgnoringCase(jdbc, TABLE));
  }
}
