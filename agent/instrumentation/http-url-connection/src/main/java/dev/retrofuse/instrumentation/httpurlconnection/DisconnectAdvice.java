package dev.retrofuse.instrumentation.httpurlconnection;

import dev.retrofuse.waist.RetrofuseConnections;
import java.net.HttpURLConnection;
import net.bytebuddy.asm.Advice;

/** The application gives a call up; after a response it is over already. */
final class DisconnectAdvice {
  private DisconnectAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This HttpURLConnection connection) {
    RetrofuseConnections.disconnect(connection);
  }
}
