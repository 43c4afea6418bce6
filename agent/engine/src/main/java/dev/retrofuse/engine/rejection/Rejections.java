package dev.retrofuse.engine.rejection;

import dev.retrofuse.rules.Kind;

/** Makes the failures of the rejected calls of one kind. */
public abstract class Rejections {
  private static final StackTraceElement[] NO_STACK = {};

  private final Bare bare;

  /**
   * @param bare null to use the type's own constructor
   */
  Rejections(Bare bare) {
    this.bare = bare;
  }

  /** Of a JDBC statement: an SQLState that lets pools keep the connection. */
  public static Rejections statement() {
    return SqlRejections.STATEMENT;
  }

  /** Of opening a JDBC connection. */
  public static Rejections connect() {
    return SqlRejections.CONNECT;
  }

  /** Of an HTTP request. */
  public static Rejections http() {
    return IoRejections.HTTP;
  }

  /** Of a messaging call, where the library has no type of its own for it. */
  public static Rejections messaging() {
    return IoRejections.MESSAGING;
  }

  /** Of a call whose connection was lost: an SQLState with which pools throw it away. */
  public static Rejections aborts(Kind kind) {
    switch (kind) {
      case JDBC:
        return SqlRejections.ABORT;
      case HTTP:
        return IoRejections.RESET;
      default:
        return IoRejections.MESSAGING;
    }
  }

  /** Of a type that the application's loader has. */
  public static Rejections of(Class<? extends Throwable> type) {
    return LibraryRejections.forType(type);
  }

  /** A new exception without stack trace. */
  public final Throwable create(Message message) {
    try {
      if (bare != null) {
        return complete(bare.create(message.arguments()));
      }
    } catch (ReflectiveOperationException | RuntimeException refused) {
      // The type's own constructor, below, is slower but always there.
    }
    Throwable made = construct(message.text());
    made.setStackTrace(NO_STACK);
    return made;
  }

  /** By the type's own constructor. */
  abstract Throwable construct(String message);

  /** Does what the type's own constructor would have done. */
  Throwable complete(Throwable made) throws ReflectiveOperationException {
    return made;
  }
}
