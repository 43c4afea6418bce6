package dev.retrofuse.waist;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.TimeoutException;

/**
 * Client calls of gRPC, which are HTTP calls to the policies. As a task it tells a call's listener
 * how the call ended.
 */
public final class RetrofuseGrpc implements Runnable {
  private static final String CALL = "io.grpc.internal.ClientCallImpl";
  private static final int CANCELLED = 1;
  private static final int DEADLINE_EXCEEDED = 4;

  // By gRPC's code, as in google.rpc.Code.
  private static final int[] STATUS = {
    200, 499, 500, 400, 504, 404, 409, 403, 429, 400, 409, 400, 501, 500, 503, 500, 401
  };

  // Where calls go that have been made but not started.
  private static final RetrofuseCarriers<String> AUTHORITIES = new RetrofuseCarriers<String>();

  private final Method onClose;
  private final Object listener;
  private final Object[] end;

  /**
   * @param onClose the listener's method of that name
   * @param end its arguments
   */
  public RetrofuseGrpc(Method onClose, Object listener, Object... end) {
    this.onClose = onClose;
    this.listener = listener;
    this.end = end.clone();
  }

  /** A channel has made a call to that authority. */
  public static void made(Object call, String authority) {
    if (RetrofuseHttp.hook == null || !call.getClass().getName().equals(CALL)) {
      return; // what is put in front of such a call makes one of its own
    }
    while (AUTHORITIES.removeCollected() != null) {
      // A call that was never started.
    }
    AUTHORITIES.put(call, authority);
    if (RetrofuseAgent.current == null) {
      AUTHORITIES.remove(call); // the agent has gone meanwhile
    }
  }

  /**
   * Begins a call.
   *
   * @param other the authority that the application has given to this call, or null
   * @param method its full name
   * @return null when no rule asks for that
   */
  public static RetrofuseExchange begin(Object call, String other, String method) {
    String made = AUTHORITIES.remove(call);
    String authority = other == null ? made : other;
    if (authority == null || RetrofuseHttp.hook == null) {
      return null;
    }
    int colon = authority.lastIndexOf(':');
    boolean names = colon > authority.lastIndexOf(']');
    String host = names ? authority.substring(0, colon) : authority;
    int port = names ? port(authority.substring(colon + 1)) : -1;
    return RetrofuseExchanges.begin(
        RetrofuseHttp.request("POST", "grpc", host, port, "/" + method));
  }

  private static int port(String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException none) {
      return -1;
    }
  }

  /** Ends a call with gRPC's status code. */
  public static void end(Object call, int code) {
    RetrofuseExchange exchange = RetrofuseExchanges.find(call);
    if (exchange != null) {
      RetrofuseSpans.rpcEnds(exchange.guard().span(), code);
    }
    if (code == CANCELLED) {
      RetrofuseExchanges.cancel(call);
    } else if (code == DEADLINE_EXCEEDED) {
      RetrofuseExchanges.end(call, 0, new TimeoutException());
    } else {
      RetrofuseExchanges.end(call, code < STATUS.length ? STATUS[code] : 500, null);
    }
  }

  /** Forgets calls that were not started: at detach. */
  public static void forgetAll() {
    while (AUTHORITIES.removeAny() != null) {
      // One less.
    }
  }

  @Override
  public void run() {
    try {
      onClose.invoke(listener, end);
    } catch (InvocationTargetException e) {
      throw unchecked(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  // As the library does with what its caller's listener throws.
  private static RuntimeException unchecked(Throwable thrown) {
    if (thrown instanceof Error) {
      throw (Error) thrown;
    }
    return (RuntimeException) thrown;
  }
}
