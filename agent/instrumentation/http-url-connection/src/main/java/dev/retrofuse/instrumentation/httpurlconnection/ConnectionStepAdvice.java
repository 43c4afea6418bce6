package dev.retrofuse.instrumentation.httpurlconnection;

import dev.retrofuse.waist.RetrofuseConnections;
import dev.retrofuse.waist.RetrofuseExchange;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import net.bytebuddy.asm.Advice;

/** Writing a body: where it fails, the application may have sent a part, so it is not repeated. */
final class ConnectionStepAdvice {
  private ConnectionStepAdvice() {}

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

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.This HttpURLConnection connection,
      @Advice.Origin("#m") String step,
      @Advice.FieldValue("responseCode") int status,
      @Advice.FieldValue(value = "method", readOnly = false) String method,
      @Advice.Local("exchange") RetrofuseExchange exchange,
      @Advice.Return(readOnly = false) OutputStream returned,
      @Advice.Thrown(readOnly = false) Throwable thrown) {
    thrown = RetrofuseConnections.exit(connection, step, exchange, status, thrown);
    returned = RetrofuseConnections.write(exchange, returned);
    method = returned != null && method.equals("GET") ? "POST" : method; // as the JDK does
  }
}
