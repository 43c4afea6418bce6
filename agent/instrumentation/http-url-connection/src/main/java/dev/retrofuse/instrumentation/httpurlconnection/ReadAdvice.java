package dev.retrofuse.instrumentation.httpurlconnection;

import dev.retrofuse.waist.RetrofuseConnections;
import dev.retrofuse.waist.RetrofuseExchange;
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
      @Advice.Local("exchange") RetrofuseExchange exchange) {
    exchange = RetrofuseConnections.enter(connection, step, connected, status);
    return exchange != null && exchange.rejected();
  }

  @Advice.OnMethodExit(
      suppress = Throwable.class,
      onThrowable = Throwable.class,
      repeatOn = Advice.OnNonDefaultValue.class)
  static boolean exit(
      @Advice.This HttpURLConnection connection,
      @Advice.Origin("#m") String step,
      @Advice.FieldValue("responseCode") int status,
      @Advice.FieldValue("fixedContentLength") int fixed,
      @Advice.FieldValue("fixedContentLengthLong") long fixedLong,
      @Advice.FieldValue("chunkLength") int chunk,
      @Advice.FieldValue("cachedResponse") Object cached,
      @Advice.FieldValue("currentServerCredentials") Object server,
      @Advice.FieldValue("currentProxyCredentials") Object proxy,
      @Advice.FieldValue("responses") Object responses,
      @Advice.FieldValue(value = "responseMessage", readOnly = false) String message,
      @Advice.FieldValue(value = "inputStream", readOnly = false) InputStream answer,
      @Advice.FieldValue(value = "errorStream", readOnly = false) InputStream error,
      @Advice.FieldValue(value = "rememberedException", readOnly = false) Exception remembered,
      @Advice.FieldValue(value = "failedOnce", readOnly = false) boolean failedOnce,
      @Advice.Local("exchange") RetrofuseExchange exchange,
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
    thrown = RetrofuseConnections.exit(connection, step, exchange, status, thrown);
    return false;
  }
}
