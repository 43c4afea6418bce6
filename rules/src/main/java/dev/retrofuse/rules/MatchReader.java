package dev.retrofuse.rules;

/** Reads the section {@code match}: one kind of call and its conditions. */
final class MatchReader {
  private static final Key JDBC =
      Key.section("jdbc", "Calls to a database that fulfil all of these conditions; {} is all.");
  private static final Key HTTP =
      Key.section("http", "HTTP requests that fulfil all of these conditions; {} is all.");
  private static final Key MESSAGING =
      Key.section("messaging", "Messages that fulfil all of these conditions; {} is all.");
  private static final Key[] KINDS = {JDBC, HTTP, MESSAGING};

  private MatchReader() {}

  /** Null when there is no readable kind. */
  static Match read(Section match) {
    exactlyOneKind(match);
    Section jdbc = match.section(JDBC);
    Section http = match.section(HTTP);
    Section messaging = match.section(MESSAGING);
    Match first = jdbc == null ? null : JdbcReader.read(jdbc);
    Match second = http == null ? first : HttpReader.read(http);
    return messaging == null ? second : MessagingReader.read(messaging);
  }

  private static void exactlyOneKind(Section match) {
    Key first = null;
    for (Key kind : KINDS) {
      Node node = match.place(kind);
      if (node != null && first != null) {
        String found = kind.name + " beside " + first.name;
        match.problem(node, found, "one kind of call", "make two rules of it");
      }
      first = node == null || first != null ? first : kind;
    }
    if (first == null) {
      String advice = "add the kind of call, such as http: { host: example.com }";
      match.problem(match.start(), "a match of no kind", "jdbc, http or messaging", advice);
    }
  }
}
