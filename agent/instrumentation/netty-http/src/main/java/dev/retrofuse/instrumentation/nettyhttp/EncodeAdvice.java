package dev.retrofuse.instrumentation.nettyhttp;

import dev.retrofuse.waist.RetrofuseNetty;
import dev.retrofuse.waist.RetrofuseSpans;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import net.bytebuddy.asm.Advice;

/** A part of an answer is written: with the last one the request's span ends. */
final class EncodeAdvice {
  private EncodeAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.Argument(0) ChannelHandlerContext context, @Advice.Argument(1) Object part) {
    if (RetrofuseSpans.hook != null) {
      RetrofuseNetty.answers(
          context.channel(),
          part instanceof HttpResponse ? ((HttpResponse) part).status().code() : 0,
          part instanceof LastHttpContent);
    }
  }
}
