package dev.retrofuse.engine.fallback;

import dev.retrofuse.waist.RetrofuseAnswer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** An answer with status 200 as it was when it came. Immutable. */
final class KeptAnswer {
  /** Objects and references, about. */
  private static final int OVERHEAD = 256;

  final KeptAnswers.OfKey of;
  private final String[] headers;
  private final byte[] body;
  private final long size;
  private final long cameNanos;

  /**
   * @param age in seconds
   */
  KeptAnswer(
      KeptAnswers.OfKey of, String request, String[] headers, byte[] body, long age, long now) {
    this.of = of;
    this.headers = headers;
    this.body = body;
    cameNanos = now - TimeUnit.SECONDS.toNanos(age);
    long characters = request.length();
    for (String text : headers) {
      characters += text.length();
    }
    size = OVERHEAD + 2 * characters + body.length;
  }

  /** What it takes, in bytes. */
  long size() {
    return size;
  }

  long ageNanos(long now) {
    return now - cameNanos;
  }

  /** With its age, as a cache says it (RFC 9111, 5.1). */
  RetrofuseAnswer given(long now) {
    String[] all = Arrays.copyOf(headers, headers.length + 4);
    all[headers.length] = "Content-Length";
    all[headers.length + 1] = String.valueOf(body.length);
    all[headers.length + 2] = "Age";
    all[headers.length + 3] = String.valueOf(TimeUnit.NANOSECONDS.toSeconds(ageNanos(now)));
    return new RetrofuseAnswer(200, all, body);
  }
}
