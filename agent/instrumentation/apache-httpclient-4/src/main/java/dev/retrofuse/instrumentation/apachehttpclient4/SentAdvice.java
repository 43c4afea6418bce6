package dev.retrofuse.instrumentation.apachehttpclient4;

import dev.retrofuse.waist.RetrofuseHttp;
import dev.retrofuse.waist.RetrofuseKept;
import dev.retrofuse.waist.RetrofuseKeptEntity;
import dev.retrofuse.waist.RetrofuseThread;
import net.bytebuddy.asm.Advice;
import org.apache.http.Header;
import org.apache.http.HttpRequest;
import org.apache.http.protocol.HttpContext;

/** The request as it goes out, with the cookies and credentials that the client has added. */
final class SentAdvice {
  private SentAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.Argument(0) HttpRequest request,
      @Advice.Argument(1) Object connection,
      @Advice.Argument(2) HttpContext context) {
    RetrofuseKept kept = RetrofuseHttp.hook == null ? null : RetrofuseThread.current().kept;
    if (kept == null) {
      return;
    }
    Header[] sent = request.getAllHeaders();
    for (int i = 0; i < sent.length; i++) {
      kept.sends(sent[i].getName());
    }
    if (context.getAttribute("http.user-token") != null) {
      kept.drop(); // the connection itself is somebody's
    }
    RetrofuseKeptEntity.sent(kept, connection);
  }
}
