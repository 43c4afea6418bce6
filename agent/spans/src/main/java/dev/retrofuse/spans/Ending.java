package dev.retrofuse.spans;

import dev.retrofuse.waist.RetrofuseSpan;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** What the end of a call says, by its kind. */
enum Ending {
  HTTP(true),
  /** Has told gRPC's own status before, for which there is one of HTTP's here, or a time-out. */
  GRPC(false),
  OTHER(false);

  private static final int FIRST_ERROR = 400;

  private final boolean tellsStatus;

  Ending(boolean tellsStatus) {
    this.tellsStatus = tellsStatus;
  }

  void end(RetrofuseSpan span, int status, Throwable thrown) {
    if (span.sampled) {
      if (tellsStatus && status > 0) {
        span.put("http.response.status_code", Long.valueOf(status));
      }
      boolean told = this == GRPC && (thrown == null || thrown instanceof TimeoutException);
      if (!told && (thrown != null || status >= FIRST_ERROR)) {
        span.fail(cause(thrown), String.valueOf(status));
      }
    }
    span.end();
  }

  /** The call is made again, within the same span. */
  void retry(RetrofuseSpan span, int tries, int status, Throwable thrown) {
    Throwable cause = cause(thrown);
    span.event(
        "retrofuse.retry",
        "retrofuse.retry.count",
        Long.valueOf(tries),
        "http.response.status_code",
        tellsStatus && status > 0 ? Long.valueOf(status) : null,
        "error.type",
        cause == null ? null : cause.getClass().getName());
  }

  private static Throwable cause(Throwable thrown) {
    boolean wrapped = thrown instanceof CompletionException || thrown instanceof ExecutionException;
    return wrapped && thrown.getCause() != null ? thrown.getCause() : thrown;
  }
}
