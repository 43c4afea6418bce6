package dev.retrofuse.engine.jdbc;

/**
 * Cuts an SQL text into words, quoted names and single characters. Comments and literals are passed
 * over. Knows what the dialects have in common, and what of their own would lead it astray.
 */
final class SqlScanner {
  enum Token {
    /** A keyword or a plain name. */
    WORD,
    /** A name in quotes of one of the three sorts. */
    QUOTED,
    /** A text or number: its content does not matter. */
    LITERAL,
    /** One other character. */
    SYMBOL,
    END
  }

  /** No statement needs more to tell its table; a text of megabytes shall not take long. */
  private static final int LONGEST = 20_000;

  private final String sql;
  private final int length;
  private int at;
  private int start;
  private int end;
  private Token token = Token.SYMBOL;

  SqlScanner(String sql) {
    this.sql = sql;
    length = Math.min(sql.length(), LONGEST);
  }

  Token token() {
    return token;
  }

  /** The token's text; of a quoted name what is between the quotes. */
  String text() {
    return sql.substring(start, end);
  }

  boolean is(String word) {
    return token == Token.WORD
        && end - start == word.length()
        && sql.regionMatches(true, start, word, 0, word.length());
  }

  boolean isAnyOf(String... words) {
    for (String word : words) {
      if (is(word)) {
        return true;
      }
    }
    return false;
  }

  boolean is(char symbol) {
    return token == Token.SYMBOL && start < length && sql.charAt(start) == symbol;
  }

  /** Goes on to the next token. */
  Token next() {
    skipBlanks();
    start = at;
    token = at >= length ? Token.END : read(sql.charAt(at));
    return token;
  }

  private Token read(char c) {
    switch (c) {
      case '\'':
        return quoted('\'', Token.LITERAL);
      case '"':
        return quoted('"', Token.QUOTED);
      case '`':
        return quoted('`', Token.QUOTED);
      case '[':
        return quoted(']', Token.QUOTED);
      case '$':
        return dollar();
      default:
        return Character.isDigit(c) ? run(Token.LITERAL) : isName(c) ? run(Token.WORD) : symbol();
    }
  }

  private Token symbol() {
    end = ++at;
    return Token.SYMBOL;
  }

  private Token run(Token kind) {
    while (at < length && isName(sql.charAt(at))) {
      at++;
    }
    end = at;
    return kind;
  }

  private static boolean isName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '#' || c == '@';
  }

  /** Up to the closing quote; a doubled one stands for itself. */
  private Token quoted(char close, Token kind) {
    start = ++at;
    while (at < length && !isClosing(close)) {
      at += isEscape(kind) ? 2 : 1;
    }
    end = Math.min(at, length);
    at++;
    return kind;
  }

  /** MySQL's backslash; but other dialects write a literal that is one backslash. */
  private boolean isEscape(Token kind) {
    return kind == Token.LITERAL
        && sql.charAt(at) == '\\'
        && !(at == start && sql.startsWith("\\'", at));
  }

  private boolean isClosing(char close) {
    if (sql.charAt(at) != close) {
      return false;
    }
    boolean doubled = at + 1 < length && sql.charAt(at + 1) == close;
    at += doubled ? 1 : 0;
    return !doubled;
  }

  /** PostgreSQL's {@code $tag$ ... $tag$}; {@code $1} is a parameter. */
  private Token dollar() {
    int tagEnd = at + 1;
    while (tagEnd < length && Character.isLetter(sql.charAt(tagEnd))) {
      tagEnd++;
    }
    if (tagEnd >= length || sql.charAt(tagEnd) != '$') {
      return run(Token.LITERAL);
    }
    String tag = sql.substring(at, tagEnd + 1);
    int close = sql.indexOf(tag, tagEnd + 1);
    at = close < 0 ? length : Math.min(length, close + tag.length());
    end = at;
    return Token.LITERAL;
  }

  private void skipBlanks() {
    while (at < length) {
      if (Character.isWhitespace(sql.charAt(at))) {
        at++;
      } else if (sql.startsWith("--", at)) {
        skipPast("\n");
      } else if (sql.startsWith("/*", at)) {
        at += "/*".length();
        skipPast("*/");
      } else {
        return;
      }
    }
  }

  private void skipPast(String close) {
    int found = sql.indexOf(close, at);
    at = found < 0 ? length : Math.min(length, found + close.length());
  }
}
