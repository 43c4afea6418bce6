package dev.retrofuse.rules;

/** Which of the calls that a rule matches share one breaker and one bulkhead. */
public enum Scope {
  /** All of them. */
  RULE("rule"),
  /** Those to the same host (and port). */
  HOST("host"),
  /** Those to the same database. */
  DATABASE("database"),
  /** Those to the same topic or queue. */
  DESTINATION("destination");

  private final String word;

  Scope(String word) {
    this.word = word;
  }

  /** As written in a rule file. */
  public String word() {
    return word;
  }

  /** The scope of a rule of this kind that names none. */
  public static Scope defaultOf(Kind kind) {
    if (kind == Kind.JDBC) {
      return DATABASE;
    }
    return kind == Kind.HTTP ? HOST : DESTINATION;
  }

  /** Whether calls of this kind can be told apart this way. */
  public boolean suits(Kind kind) {
    return this == RULE
        || (this == DATABASE && kind == Kind.JDBC)
        || (this == HOST && kind != Kind.MESSAGING)
        || (this == DESTINATION && kind == Kind.MESSAGING);
  }

  @Override
  public String toString() {
    return word;
  }
}
