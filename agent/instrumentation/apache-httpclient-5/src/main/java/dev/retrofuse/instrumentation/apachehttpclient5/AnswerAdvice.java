package dev.retrofuse.instrumentation.apachehttpclient5;

import dev.retrofuse.waist.RetrofuseAnswer;
import dev.retrofuse.waist.RetrofuseHttp;
import java.lang.reflect.Method;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;

/** Around {@link ExecuteAdvice}: gives a response in place of a call that failed. */
final class AnswerAdvice {
  private AnswerAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  @SuppressWarnings("UnusedVariable") // the woven method returns it
  static void exit(
      @Advice.Argument(1) ClassicHttpRequest request,
      @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) Object response,
      @Advice.Thrown(readOnly = false) Throwable thrown)
      throws ReflectiveOperationException {
    RetrofuseAnswer answer = thrown == null ? null : RetrofuseHttp.answer();
    if (answer == null) {
      return;
    }
    BasicClassicHttpResponse given = new BasicClassicHttpResponse(answer.status());
    for (int i = 0; i < answer.size(); i++) {
      given.addHeader(answer.name(i), answer.value(i));
    }
    byte[] body = answer.bodyFor(request.getMethod());
    if (body != null) {
      ContentType type = ContentType.parseLenient(answer.value("Content-Type"));
      given.setEntity(new ByteArrayEntity(body, type));
    }
    // Not public in all versions.
    Method adapt =
        CloseableHttpResponse.class.getDeclaredMethod("adapt", ClassicHttpResponse.class);
    adapt.setAccessible(true);
    response = adapt.invoke(null, given);
    thrown = null;
  }
}
