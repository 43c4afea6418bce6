package dev.retrofuse.engine;

import dev.retrofuse.rules.Fallback;
import dev.retrofuse.waist.RetrofuseAnswer;
import java.nio.charset.StandardCharsets;

/** Fallbacks of rules, as woven code takes them. */
final class Answers {
  private static final RetrofuseAnswer WITHOUT_CONTENT = new RetrofuseAnswer();

  private Answers() {}

  /** Null where the application gets the failure. */
  static RetrofuseAnswer of(Fallback fallback) {
    switch (fallback.form()) {
      case EXCEPTION:
        return null;
      case RESPONSE:
        return new RetrofuseAnswer(
            fallback.status(),
            fallback.headers().toArray(new String[0]),
            fallback.body().getBytes(StandardCharsets.UTF_8));
      default:
        return WITHOUT_CONTENT;
    }
  }
}
