package dev.retrofuse.engine.fallback;

import dev.retrofuse.rules.Fallback;
import dev.retrofuse.waist.RetrofuseAnswer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Fallbacks of rules, as woven code takes them. */
public final class Answers {
  private static final RetrofuseAnswer WITHOUT_CONTENT = new RetrofuseAnswer();

  private Answers() {}

  /** Null where the application gets the failure. */
  public static RetrofuseAnswer of(Fallback fallback) {
    switch (fallback.form()) {
      case EXCEPTION:
      case SPOOL: // what is kept is for the spool to say
        return null;
      case RESPONSE:
        return response(fallback);
      case REPLICA:
        return new RetrofuseAnswer(fallback.replica());
      case LAST_GOOD:
        return RetrofuseAnswer.OF_BEFORE;
      default:
        return WITHOUT_CONTENT;
    }
  }

  /**
   * Whether there is an answer for every call of the fallback's kind.
   *
   * @param opens whether the calls open connections
   */
  public static boolean fitsAll(Fallback.Form form, boolean opens) {
    switch (form) {
      case RESPONSE:
      case DROP:
      case SPOOL:
        return true;
      case REPLICA:
        return opens;
      default:
        return false;
    }
  }

  private static RetrofuseAnswer response(Fallback fallback) {
    byte[] body = fallback.body().getBytes(StandardCharsets.UTF_8);
    List<String> headers = new ArrayList<>(fallback.headers());
    headers.add("Content-Length");
    headers.add(String.valueOf(body.length));
    return new RetrofuseAnswer(fallback.status(), headers.toArray(new String[0]), body);
  }
}
