package dev.retrofuse.operations.recording;

import dev.retrofuse.engine.outcome.Classifier;
import dev.retrofuse.rules.Failures;
import dev.retrofuse.rules.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** How a call ended, in a word: no message of an exception, which may hold anything. */
final class Ending {
  private static final int MOST = 1_000;
  private static final int LONGEST_STATE = 10;
  private static final int MOST_CLASSES = 8;

  private Ending() {}

  /** {@code ok}, a status, {@code f} and the number of a failure, or what it means by default. */
  static String of(Kind kind, int status, Throwable thrown, Dictionary failures) {
    if (thrown == null) {
      return status == 0 ? "ok" : Integer.toString(status).intern(); // one for all calls
    }
    String meaning =
        Classifier.of(kind, Failures.defaults())
            .classify(status, thrown)
            .name()
            .toLowerCase(Locale.ROOT);
    int number = failures.number(line(meaning, unwrapped(thrown)), MOST);
    return number < 0 ? meaning.intern() : ("f" + number).intern();
  }

  private static Throwable unwrapped(Throwable thrown) {
    boolean wrapper = thrown instanceof CompletionException || thrown instanceof ExecutionException;
    return wrapper && thrown.getCause() != null ? thrown.getCause() : thrown;
  }

  private static String line(String meaning, Throwable thrown) {
    List<Object> fields = new ArrayList<>();
    fields.add(meaning);
    fields.add(thrown instanceof SQLException ? state((SQLException) thrown) : null);
    Class<?> type = thrown.getClass();
    for (int i = 0; i < MOST_CLASSES && type != Throwable.class; i++) {
      fields.add(type.getName());
      type = type.getSuperclass();
    }
    return Line.of(fields.toArray());
  }

  private static String state(SQLException thrown) {
    String state = thrown.getSQLState();
    return state == null || state.length() <= LONGEST_STATE
        ? state
        : state.substring(0, LONGEST_STATE);
  }
}
