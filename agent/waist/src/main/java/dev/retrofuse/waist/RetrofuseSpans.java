package dev.retrofuse.waist;

import java.util.Arrays;
import java.util.List;

/**
 * Spans of what comes in. Static methods are for woven code; the agent installs its subclass in
 * {@link #hook}.
 */
public abstract class RetrofuseSpans {
  /** Null while off, detached, or where no rule file asks for spans. */
  public static volatile RetrofuseSpans hook;

  private static final int FIRST_ERROR = 500;

  private static final int RPC_UNKNOWN = 2;

  // Beside it: deadline exceeded, unimplemented, internal, unavailable, data loss.
  private static final List<Integer> RPC_FAULTS = Arrays.asList(RPC_UNKNOWN, 4, 12, 13, 14, 15);

  // Others are whatever a client makes up.
  private static final List<String> METHODS =
      Arrays.asList("GET", "POST", "PUT", "HEAD", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT");

  /**
   * Says what the request is that this thread has begun to serve.
   *
   * @param scheme null where it is not known
   * @param host as the client sees it, perhaps with a port; null where it is not known
   * @param path a query after it is left out
   */
  public static void request(String method, String scheme, String host, String path) {
    RetrofuseSpan span = current(RetrofuseSpan.SERVER);
    if (span == null) {
      return;
    }
    boolean known = METHODS.contains(method);
    span.name(known ? method : "HTTP");
    span.put("http.request.method", known ? method : "_OTHER");
    span.put("url.scheme", scheme);
    int query = path == null ? -1 : path.indexOf('?');
    span.put("url.path", query < 0 ? path : path.substring(0, query));
    address(span, host);
  }

  /**
   * Says where a call goes to, or a request came to.
   *
   * @param host perhaps with a port; null where it is not known
   */
  public static void address(RetrofuseSpan span, String host) {
    int colon = host == null ? -1 : host.lastIndexOf(':');
    if (colon <= 0 || host.endsWith("]")) {
      span.put("server.address", host);
      return;
    }
    span.put("server.address", host.substring(0, colon));
    try {
      span.put("server.port", Long.valueOf(host.substring(colon + 1)));
    } catch (NumberFormatException none) {
      // An instance's name, or what a client has written: it goes without.
    }
  }

  /** The request that this thread serves was answered, or failed. */
  public static void response(int status, Throwable thrown) {
    answer(current(RetrofuseSpan.SERVER), status, thrown);
  }

  static void answer(RetrofuseSpan span, int status, Throwable thrown) {
    if (span == null) {
      return;
    }
    if (status > 0) {
      span.put("http.response.status_code", Long.valueOf(status));
    }
    if (thrown != null || status >= FIRST_ERROR) {
      span.fail(thrown, String.valueOf(status));
    }
  }

  /** The same for a request of gRPC's, by the method's full name. */
  public static void rpc(String method) {
    RetrofuseSpan span = current(RetrofuseSpan.SERVER);
    if (span != null) {
      rpc(span, method);
    }
  }

  /** The same for a call. */
  public static void rpc(RetrofuseSpan span, String method) {
    int slash = method.lastIndexOf('/');
    span.name(method);
    span.put("rpc.system", "grpc");
    span.put("rpc.service", slash < 0 ? null : method.substring(0, slash));
    span.put("rpc.method", method.substring(slash + 1));
  }

  /** The request of gRPC's that this thread serves ends with that status code. */
  public static void rpcEnds(int code) {
    rpcEnds(current(RetrofuseSpan.SERVER), code);
  }

  /** The same for whatever span; null for none. A server has not failed by its caller's fault. */
  static void rpcEnds(RetrofuseSpan span, int code) {
    if (span != null) {
      span.put("rpc.grpc.status_code", Long.valueOf(code));
      if (code != 0 && (span.kind == RetrofuseSpan.CLIENT || RPC_FAULTS.contains(code))) {
        span.fail(null, String.valueOf(code));
      }
    }
  }

  /** The application's handler of that request has thrown; null for not. */
  public static void rpcFails(Throwable thrown) {
    RetrofuseSpan span = thrown == null ? null : current(RetrofuseSpan.SERVER);
    if (span != null) {
      span.put("rpc.grpc.status_code", Long.valueOf(RPC_UNKNOWN));
      span.fail(thrown, null);
    }
  }

  /** The handling of a message that this thread has begun has failed; null for not. */
  public static void failed(Throwable thrown) {
    RetrofuseSpan span = thrown == null ? null : current(RetrofuseSpan.CONSUMER);
    if (span != null) {
      span.fail(thrown, null);
    }
  }

  /** The open span of that kind for which this thread works, if it is recorded. */
  static RetrofuseSpan current(int kind) {
    if (hook == null) {
      return null;
    }
    RetrofuseContext context = RetrofuseThread.current().context;
    RetrofuseSpan span = context == null ? null : context.span();
    return span == null || !span.sampled || span.kind != kind ? null : span;
  }

  /** Ends the span of a context that its thread leaves for good; null for none. */
  static void end(RetrofuseContext context) {
    if (context != null && context.span() != null) {
      context.span().end();
    }
  }

  /**
   * A batch was taken from a topic or the like.
   *
   * @param count how many messages it has
   * @param began when it was asked for, in monotonic nanoseconds
   * @return what the messages can be linked to, and must be ended; null where it is not recorded
   */
  public static RetrofuseSpan polled(String system, String destination, int count, long began) {
    RetrofuseSpans spans = hook;
    return spans == null ? null : spans.onPolled(system, destination, count, began);
  }

  /**
   * One of the batch's messages.
   *
   * @param traceparent its header of that name, as the library gives it; or null
   */
  public static void link(RetrofuseSpan span, String destination, Object traceparent) {
    RetrofuseSpans spans = traceparent == null ? null : hook;
    if (spans != null) {
      spans.onLink(span, destination, traceparent);
    }
  }

  protected abstract RetrofuseSpan onPolled(
      String system, String destination, int count, long began);

  protected abstract void onLink(RetrofuseSpan span, String destination, Object traceparent);

  /** A span that is recorded has ended. Must not block. */
  protected abstract void ended(RetrofuseSpan span);
}
