package dev.retrofuse.instrumentation.apachehttpclient4;

import dev.retrofuse.waist.RetrofuseAnswer;
import dev.retrofuse.waist.RetrofuseDelegate;
import dev.retrofuse.waist.RetrofuseHttp;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.HttpVersion;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.message.BasicHttpResponse;

/** Around {@link ExecuteAdvice}: gives a response in place of a call that failed. */
final class AnswerAdvice {
  private AnswerAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  @SuppressWarnings("UnusedVariable") // the woven method returns it
  static void exit(
      @Advice.Argument(1) HttpRequest request,
      @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) Object response,
      @Advice.Thrown(readOnly = false) Throwable thrown) {
    RetrofuseAnswer answer = thrown == null ? null : RetrofuseHttp.answer();
    if (answer == null) {
      return;
    }
    HttpResponse given = new BasicHttpResponse(HttpVersion.HTTP_1_1, answer.status(), "");
    for (int i = 0; i < answer.size(); i++) {
      given.addHeader(answer.name(i), answer.value(i));
    }
    byte[] body = answer.bodyFor(request.getRequestLine().getMethod());
    if (body != null) {
      ByteArrayEntity entity = new ByteArrayEntity(body);
      entity.setContentType(answer.value("Content-Type"));
      given.setEntity(entity);
    }
    // What the method returns from 4.3 on.
    response = RetrofuseDelegate.as("org.apache.http.client.methods.CloseableHttpResponse", given);
    thrown = null;
  }
}
