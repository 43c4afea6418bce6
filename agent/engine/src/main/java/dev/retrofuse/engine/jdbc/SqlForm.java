package dev.retrofuse.engine.jdbc;

import java.util.Locale;

/**
 * An SQL text without what differs from call to call: literals, how many there are in a list,
 * comments, white space and case.
 */
final class SqlForm {
  private static final int LONGEST = 120;

  private final StringBuilder form = new StringBuilder();
  private boolean afterWord;

  private SqlForm() {}

  /** {@code select * from orders where id in(?)}; cut where it is long. */
  static String of(String sql) {
    SqlForm form = new SqlForm();
    SqlScanner scanner = new SqlScanner(sql);
    while (scanner.next() != SqlScanner.Token.END && form.form.length() < LONGEST) {
      form.add(scanner);
    }
    return form.form.toString();
  }

  private void add(SqlScanner scanner) {
    switch (scanner.token()) {
      case WORD:
        word(scanner.text().toLowerCase(Locale.ROOT));
        break;
      case QUOTED:
        word(scanner.text());
        break;
      case LITERAL:
        parameter();
        break;
      default:
        if (scanner.is('?')) {
          parameter();
        } else {
          symbol(scanner.text());
        }
    }
  }

  private void word(String word) {
    if (afterWord) {
      form.append(' ');
    }
    form.append(word);
    afterWord = true;
  }

  /** One for all of a list, and for both sides of a decimal point. */
  private void parameter() {
    int length = form.length();
    boolean goesOn = length > 1 && form.charAt(length - 2) == '?';
    if (goesOn && (form.charAt(length - 1) == ',' || form.charAt(length - 1) == '.')) {
      form.setLength(length - 1);
      afterWord = true;
    } else {
      word("?");
    }
  }

  private void symbol(String symbol) {
    form.append(symbol);
    afterWord = false;
  }
}
