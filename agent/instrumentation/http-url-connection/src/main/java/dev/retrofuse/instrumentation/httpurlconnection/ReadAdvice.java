package dev.retrofuse.instrumentation.httpurlconnection;

import dev.retrofuse.waist.RetrofuseConnections;
import dev.retrofuse.waist.RetrofuseExchange;
import java.io.InputStream;
import java.net.HttpURLConnection;
import net.bytebuddy.asm.Advice;

/** The request and its answer. */
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
    return exchange != null && exchange.skips();
  }

  @Advice.OnMethodExit(
      suppress = Throwable.class,
      onThrowable = Throwable.class,
      repeatOn = Advice.OnNonDefaultValue.class)
  static boolean exit(
      @Advice.This HttpURLConnection connection,
      @Advice.Origin("#m") String step,
      @Advice.FieldValue("responseCode") int status,
      @Advice.Local("exchange") RetrofuseExchange exchange,
      @Advice.Return(readOnly = false) InputStream returned,
      @Advice.Thrown(readOnly = false) Throwable thrown) {
    RetrofuseExchange next = RetrofuseConnections.again(connection, step, exchange, status, thrown);
    if (next == null) {
      thrown = RetrofuseConnections.exit(connection, step, exchange, status, thrown);
      if (thrown == null) {
        returned = RetrofuseConnections.read(connection, exchange, status, returned);
      }
      return false;
    }
    exchange = next;
    return true;
  }
}
