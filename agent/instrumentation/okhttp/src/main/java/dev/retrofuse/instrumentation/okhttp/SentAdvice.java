package dev.retrofuse.instrumentation.okhttp;

import dev.retrofuse.waist.RetrofuseHttp;
import dev.retrofuse.waist.RetrofuseKept;
import dev.retrofuse.waist.RetrofuseThread;
import net.bytebuddy.asm.Advice;
import okhttp3.Connection;
import okhttp3.Handshake;
import okhttp3.Headers;
import okhttp3.Interceptor;

/** The request as it goes out, with the cookies and credentials that the client has added. */
final class SentAdvice {
  private SentAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(0) Interceptor.Chain chain) {
    RetrofuseKept kept = RetrofuseHttp.hook == null ? null : RetrofuseThread.current().kept;
    if (kept == null) {
      return;
    }
    Headers sent = chain.request().headers();
    for (int i = 0; i < sent.size(); i++) {
      kept.sends(sent.name(i));
    }
    Connection connection = chain.connection();
    Handshake handshake = connection == null ? null : connection.handshake();
    if (handshake != null && handshake.localPrincipal() != null) {
      kept.drop(); // the connection itself is somebody's
    }
    kept.settle();
  }
}
