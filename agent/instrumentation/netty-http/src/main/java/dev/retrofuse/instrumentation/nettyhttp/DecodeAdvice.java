package dev.retrofuse.instrumentation.nettyhttp;

import dev.retrofuse.waist.RetrofuseCarried;
import dev.retrofuse.waist.RetrofuseHandOver;
import dev.retrofuse.waist.RetrofuseNetty;
import dev.retrofuse.waist.RetrofuseRequest;
import dev.retrofuse.waist.RetrofuseSpans;
import dev.retrofuse.waist.RetrofuseTrace;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.InetSocketAddress;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** What was decoded is handed on next: of one request at most, from its head to its last part. */
final class DecodeAdvice {
  private DecodeAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static int enter(@Advice.Argument(2) List<?> out) {
    return out.size();
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.This Object decoder,
      @Advice.Argument(0) ChannelHandlerContext context,
      @Advice.Argument(2) List<?> out,
      @Advice.Enter int first) {
    boolean any = out.size() > first && RetrofuseNetty.isInside();
    for (int each = first; any && each < out.size(); each++) {
      Object part = out.get(each);
      if (part instanceof HttpRequest) {
        RetrofuseCarried.beginRequest();
        HttpHeaders headers = ((HttpRequest) part).headers();
        Object peer = context.channel().remoteAddress();
        Object[] fields =
            RetrofuseTrace.fieldsFrom(
                peer instanceof InetSocketAddress ? ((InetSocketAddress) peer).getAddress() : null);
        for (int i = 0; i < fields.length; i++) {
          fields[i] = headers.getAll((String) fields[i]);
        }
        RetrofuseTrace.begin(fields);
        if (RetrofuseSpans.hook != null) {
          HttpRequest request = (HttpRequest) part;
          RetrofuseSpans.request(request.method().name(), null, headers.get("host"), request.uri());
          RetrofuseNetty.came(context.channel());
        }
        String[] asked = RetrofuseRequest.headers().clone();
        for (int i = 0; i < asked.length; i++) {
          asked[i] = headers.get(asked[i]);
        }
        RetrofuseRequest.begin(asked);
        RetrofuseHandOver.leave(decoder);
      } else if (part instanceof LastHttpContent) {
        RetrofuseHandOver.take(decoder);
      } else if (part instanceof HttpContent) {
        RetrofuseHandOver.share(decoder);
      }
    }
  }
}
