package dev.retrofuse.instrumentation.httpurlconnection;

import dev.retrofuse.waist.RetrofuseConnections;
import dev.retrofuse.waist.RetrofuseExchange;
import dev.retrofuse.waist.RetrofuseUrlAnswer;
import dev.retrofuse.waist.RetrofuseUrlKept;
import java.io.InputStream;
import java.net.HttpURLConnection;
import net.bytebuddy.asm.Advice;

/**
 * The request and its answer. The JDK keeps a failure in the object and throws it again; before
 * another try, what it keeps of the last one is put back to how a new connection has it.
 */
final class ReadAdvice {
  private ReadAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  static boolean enter(
      @Advice.This HttpURLConnection connection,
      @Advice.Origin("#m") String step,
      @Advice.FieldValue("connected") boolean connected,
      @Advice.FieldValue("responseCode") int status,
      @Advice.FieldValue("requests") Object requests,
      @Advice.Local("exchange") RetrofuseExchange exchange) {
    exchange = RetrofuseConnections.enter(connection, step, connected, status);
    RetrofuseUrlKept.sends(exchange, requests);
    return exchange != null && exchange.skips();
  }

  @Advice.OnMethodExit(
      suppress = Throwable.class,
      onThrowable = Throwable.class,
      repeatOn = Advice.OnNonDefaultValue.class)
  static boolean exit(
      @Advice.This HttpURLConnection connection,
      @Advice.Origin("#m") String step,
      @Advice.FieldValue(value = "responseCode", readOnly = false) int status,
      @Advice.FieldValue(value = "connected", readOnly = false) boolean connected,
      @Advice.FieldValue("fixedContentLength") int fixed,
      @Advice.FieldValue("fixedContentLengthLong") long fixedLong,
      @Advice.FieldValue("chunkLength") int chunk,
      @Advice.FieldValue("cachedResponse") Object cached,
      @Advice.FieldValue("currentServerCredentials") Object server,
      @Advice.FieldValue("currentProxyCredentials") Object proxy,
      @Advice.FieldValue("requests") Object requests,
      @Advice.FieldValue("responses") Object responses,
      @Advice.FieldValue(value = "responseMessage", readOnly = false) String message,
      @Advice.FieldValue(value = "inputStream", readOnly = false) InputStream answer,
      @Advice.FieldValue(value = "errorStream", readOnly = false) InputStream error,
      @Advice.FieldValue(value = "rememberedException", readOnly = false) Exception remembered,
      @Advice.FieldValue(value = "failedOnce", readOnly = false) boolean failedOnce,
      @Advice.Local("exchange") RetrofuseExchange exchange,
      @Advice.Return(readOnly = false) InputStream returned,
      @Advice.Thrown(readOnly = false) Throwable thrown) {
    if (exchange == null) {
      return false;
    }
    boolean streamed = fixed != -1 || fixedLong != -1 || chunk != -1;
    boolean repeatable = !streamed && cached == null && server == null && proxy == null;
    RetrofuseExchange next =
        RetrofuseConnections.again(
            connection, step, exchange, status, repeatable, responses, thrown);
    if (next != null) {
      message = null;
      answer = null;
      error = null;
      remembered = null;
      failedOnce = false;
      exchange = next;
      return true;
    }
    RetrofuseUrlKept.sends(exchange, requests);
    thrown = RetrofuseConnections.exit(connection, step, exchange, status, thrown);
    if (thrown == null && status == 200) {
      boolean credentials = server != null || proxy != null;
      answer = RetrofuseUrlKept.copy(connection, exchange, credentials, answer);
      returned = answer;
    }
    RetrofuseUrlAnswer given = RetrofuseUrlAnswer.read(connection, exchange, responses);
    if (given != null) {
      status = given.status;
      message = given.message;
      answer = given.body;
      error = given.failure == null ? null : given.body;
      // The JDK gives its error stream to who is connected, and throws again what it remembers.
      connected = given.failure != null;
      remembered = given.failure;
      returned = given.body;
      thrown = given.failure;
    }
    return false;
  }
}
