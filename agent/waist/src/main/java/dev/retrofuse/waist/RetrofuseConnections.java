package dev.retrofuse.waist;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.URL;

/**
 * Calls of {@link HttpURLConnection}, which several methods of one object make: the first of {@code
 * connect}, {@code getOutputStream} and {@code getInputStream} begins the call, {@code
 * getInputStream} or a failure ends it.
 */
public final class RetrofuseConnections {
  private static final String WRITE = "getOutputStream";
  private static final String READ = "getInputStream";

  private RetrofuseConnections() {}

  /**
   * Writes the trace headers, and begins the call or goes on with the one under way.
   *
   * @param step the method's name
   * @param status the response's, or -1 before there is one
   * @return what to give to {@link #exit}; null when no rule asks for one, or this thread is inside
   *     an HTTP call already
   */
  public static RetrofuseExchange enter(
      HttpURLConnection connection, String step, boolean connected, int status) {
    boolean misused =
        step.equals(WRITE)
            ? !connection.getDoOutput()
            : step.equals(READ) && !connection.getDoInput();
    // A call that was cut within its headers has a status, and stays cut.
    if (misused || (status > 0 && RetrofuseExchanges.find(connection) == null)) {
      return null;
    }
    RetrofuseExchange exchange = guarded(connection, step, connected);
    if (exchange != null && step.equals(READ)) {
      RetrofuseUrlKept.sends(connection, exchange);
    }
    if (!connected && (exchange == null || !exchange.skips())) {
      trace(connection, exchange == null ? null : exchange.guard());
    }
    return exchange;
  }

  private static RetrofuseExchange guarded(
      HttpURLConnection connection, String step, boolean connected) {
    RetrofuseThread thread = RetrofuseThread.current();
    if (thread.inside(RetrofuseThread.HTTP)) {
      return null;
    }
    RetrofuseExchange exchange = RetrofuseExchanges.find(connection);
    return exchange == null
        ? begin(connection, method(connection, step), connected)
        : goOn(exchange, thread);
  }

  private static RetrofuseExchange begin(
      HttpURLConnection connection, String method, boolean connected) {
    URL url = connection.getURL();
    RetrofuseExchange exchange =
        RetrofuseExchanges.begin(
            RetrofuseHttp.request(
                method, url.getProtocol(), url.getHost(), url.getPort(), url.getPath()));
    if (exchange != null) {
      exchange.kept = connected ? null : RetrofuseUrlKept.of(exchange, connection, method);
      RetrofuseExchanges.put(connection, exchange);
      if (!exchange.rejected()) {
        RetrofuseTimeouts.set(connection, exchange);
        exchange.watch(connection);
      }
    }
    return exchange;
  }

  private static RetrofuseExchange goOn(RetrofuseExchange exchange, RetrofuseThread thread) {
    if (exchange.skips()) {
      // A refusal, or an answer in place of the call, is void once the agent is off.
      return RetrofuseHttp.hook == null ? null : exchange;
    }
    thread.enter(RetrofuseThread.HTTP);
    return exchange;
  }

  // The JDK makes a GET that is written to a POST.
  private static String method(HttpURLConnection connection, String step) {
    String method = connection.getRequestMethod();
    boolean writes = step.equals(WRITE) || (!step.equals(READ) && connection.getDoOutput());
    return writes && method.equals("GET") ? "POST" : method;
  }

  /**
   * Leaves a step, and ends the call when it was the last one.
   *
   * @param exchange null for none, where nothing changes
   * @return what the woven method is to throw, or null
   */
  public static Throwable exit(
      HttpURLConnection connection,
      String step,
      RetrofuseExchange exchange,
      int status,
      Throwable thrown) {
    if (exchange == null) {
      return thrown;
    }
    boolean read = step.equals(READ);
    if (read) {
      RetrofuseUrlKept.sends(connection, exchange);
    }
    Throwable told = left(connection, read, exchange, status, thrown);
    return read && exchange.answer != null ? RetrofuseUrlAnswer.give(connection, exchange) : told;
  }

  private static Throwable left(
      HttpURLConnection connection,
      boolean read,
      RetrofuseExchange exchange,
      int status,
      Throwable thrown) {
    if (exchange.skips()) {
      return exchange.answer != null
          ? null
          : RetrofuseUrlAnswer.decide(exchange, exchange.rejection());
    }
    exchange.leave();
    Throwable told = thrown;
    if (read || thrown != null) {
      RetrofuseTimeouts.setBack(connection, exchange);
      told = exchange.ended(thrown);
      int answer =
          thrown instanceof HttpRetryException
              ? ((HttpRetryException) thrown).responseCode()
              : status;
      exchange.end(Math.max(answer, 0), answer > 0 ? null : thrown);
    }
    if (told != null && status <= 0) {
      told = RetrofuseUrlAnswer.decide(exchange, told);
    }
    // A failed read is remembered by the JDK and thrown again: no other call. All else may be tried
    // again, which is another call.
    if (exchange.answer == null && told == thrown && (read ? status > 0 : thrown != null)) {
      RetrofuseExchanges.cancel(connection);
    }
    return told;
  }

  /**
   * The stream that reading is to give, to be asked after {@link #exit} where that throws nothing.
   *
   * @param status the response's
   * @param own the JDK's
   */
  public static InputStream read(
      HttpURLConnection connection, RetrofuseExchange exchange, int status, InputStream own) {
    if (exchange == null) {
      return own;
    }
    if (exchange.body != null) {
      return exchange.body;
    }
    boolean good = own != null && status == HttpURLConnection.HTTP_OK;
    return good ? RetrofuseUrlKept.copy(connection, exchange, own) : own;
  }

  /**
   * The stream that writing is to give, to be asked after {@link #exit}: nobody gets a body where
   * the call is answered for.
   *
   * @param own the JDK's
   */
  public static OutputStream write(RetrofuseExchange exchange, OutputStream own) {
    return exchange == null || exchange.answer == null ? own : new RetrofuseUrlAnswer.Nowhere();
  }

  /**
   * To be asked before {@link #exit}: ends a step's call that failed, and begins it once more.
   *
   * @param exchange null for none
   * @return the next try, for which the connection is then as good as new; null when there is none
   */
  public static RetrofuseExchange again(
      HttpURLConnection connection,
      String step,
      RetrofuseExchange exchange,
      int status,
      Throwable thrown) {
    boolean read = step.equals(READ);
    int answer = read ? Math.max(status, 0) : 0;
    if (thrown == null
        || exchange == null
        || !exchange.retries(answer)
        || (read && !RetrofuseUrlState.isRepeatable(connection))) {
      return null;
    }
    RetrofuseTimeouts.setBack(connection, exchange);
    RetrofuseExchange next =
        exchange.again(
            read ? RetrofuseHttp.nature(connection.getRequestMethod()) : RetrofuseGuard.IDEMPOTENT,
            answer,
            answer > 0 ? connection.getHeaderField("Retry-After") : null,
            answer > 0 ? null : exchange.ended(thrown));
    if (next == null) {
      RetrofuseThread.current().enter(RetrofuseThread.HTTP); // until the step's exit
    } else {
      renew(connection, next, read);
    }
    return next;
  }

  private static void renew(HttpURLConnection connection, RetrofuseExchange next, boolean read) {
    connection.disconnect();
    if (read) {
      RetrofuseUrlState.renew(connection);
    }
    RetrofuseExchanges.put(connection, next);
    RetrofuseTimeouts.set(connection, next);
    next.watch(connection);
  }

  /**
   * The application gives up what is under way; what it does next is another call. A call that is
   * cut is not given up: the JDK asks for its failure more than once.
   */
  public static void disconnect(HttpURLConnection connection) {
    if (!RetrofuseThread.current().inside(RetrofuseThread.HTTP)) {
      RetrofuseExchanges.cancel(connection);
    }
  }

  private static void trace(HttpURLConnection connection, RetrofuseGuard guard) {
    RetrofuseContext context = RetrofuseHttp.headers(guard);
    RetrofuseContext left = context;
    for (int i = 0; context != null && i < context.size(); i++) {
      boolean there = connection.getRequestProperty(context.name(i)) != null;
      left = there ? left.beside(context.name(i)) : left;
    }
    try {
      for (int i = 0; left != null && i < left.size(); i++) {
        connection.setRequestProperty(left.name(i), left.value(i));
      }
    } catch (IllegalStateException tooLate) {
      // The request is on its way: it goes without.
    }
  }
}
