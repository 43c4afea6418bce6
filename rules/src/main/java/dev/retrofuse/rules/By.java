package dev.retrofuse.rules;

/** By what the calls of one breaker are told apart, so that those that fail are refused alone. */
public enum By {
  /** By nothing. */
  NOTHING("nothing"),
  /** By host and port. */
  HOST("host"),
  /** By host and database. */
  DATABASE("database"),
  /** By database, and the schema that a statement names with its first table. */
  SCHEMA("schema"),
  /** By the path of a request, without what looks like an id. */
  ROUTE("route"),
  /** By the first table of a statement. */
  TABLE("table"),
  /** By the text of a statement, without literals. */
  SQL("sql"),
  /** By topic, queue or exchange. */
  DESTINATION("destination"),
  /** By a member of the baggage that the thread works for, such as a tenant. */
  BAGGAGE("baggage"),
  /** By a header of the request that the thread serves, such as a tenant. */
  HEADER("header");

  private final String word;

  By(String word) {
    this.word = word;
  }

  /** Whether calls of this kind can be told apart this way. */
  public boolean suits(Kind kind) {
    switch (this) {
      case HOST:
        return kind != Kind.MESSAGING;
      case ROUTE:
        return kind == Kind.HTTP;
      case DATABASE:
      case SCHEMA:
      case TABLE:
      case SQL:
        return kind == Kind.JDBC;
      case DESTINATION:
        return kind == Kind.MESSAGING;
      default:
        return true;
    }
  }

  /** Whether it needs the name of a member or header. */
  boolean isNamed() {
    return this == BAGGAGE || this == HEADER;
  }

  /** As written in a rule file. */
  @Override
  public String toString() {
    return word;
  }
}
