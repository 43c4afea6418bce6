package dev.retrofuse.instrumentation.servlet;

import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseRequest;
import dev.retrofuse.waist.RetrofuseServlet;
import dev.retrofuse.waist.RetrofuseSpans;
import dev.retrofuse.waist.RetrofuseTrace;
import javax.servlet.AsyncEvent;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import net.bytebuddy.asm.Advice;

/** For filters and servlets alike, of javax and of jakarta. */
final class ServletAdvice {
  private ServletAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.Argument(0) ServletRequest request,
      @Advice.Local("entered") boolean entered,
      @Advice.Local("before") RetrofuseContext before) {
    entered = request instanceof HttpServletRequest && RetrofuseTrace.enter();
    if (entered) {
      HttpServletRequest http = (HttpServletRequest) request;
      Object[] fields =
          RetrofuseTrace.fieldsFrom(RetrofuseTrace.asksForAddress() ? http.getRemoteAddr() : null);
      for (int i = 0; i < fields.length; i++) {
        fields[i] = http.getHeaders((String) fields[i]);
      }
      boolean recorded = RetrofuseSpans.hook != null;
      Object known = recorded ? http.getAttribute(RetrofuseServlet.ATTRIBUTE) : null;
      before = RetrofuseServlet.begin(known, fields);
      if (recorded && known == null) {
        RetrofuseSpans.request(
            http.getMethod(), http.getScheme(), http.getHeader("host"), http.getRequestURI());
        http.setAttribute(RetrofuseServlet.ATTRIBUTE, RetrofuseServlet.attribute());
      }
      String[] asked = RetrofuseRequest.headers().clone();
      for (int i = 0; i < asked.length; i++) {
        asked[i] = http.getHeader(asked[i]);
      }
      RetrofuseRequest.begin(asked);
    }
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Argument(0) ServletRequest request,
      @Advice.Argument(1) ServletResponse response,
      @Advice.Local("entered") boolean entered,
      @Advice.Local("before") RetrofuseContext before,
      @Advice.Thrown Throwable thrown) {
    if (entered) {
      RetrofuseServlet.leave(request, response, before, thrown);
    }
  }

  /** What became of an asynchronous request, told on whatever thread the container has for it. */
  static final class Callback {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.Argument(0) AsyncEvent event,
        @Advice.Local("entered") boolean entered,
        @Advice.Local("before") RetrofuseContext before) {
      entered = event != null && RetrofuseTrace.enter();
      if (!entered) {
        return;
      }
      try {
        ServletRequest request = event.getSuppliedRequest();
        request = request == null ? event.getAsyncContext().getRequest() : request;
        HttpServletRequest http = (HttpServletRequest) request;
        Object[] fields =
            RetrofuseTrace.fieldsFrom(
                RetrofuseTrace.asksForAddress() ? http.getRemoteAddr() : null);
        for (int i = 0; i < fields.length; i++) {
          fields[i] = http.getHeaders((String) fields[i]);
        }
        before = RetrofuseTrace.begin(fields);
      } catch (IllegalStateException over) {
        // The request is the container's again.
      }
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
        @Advice.Local("entered") boolean entered, @Advice.Local("before") RetrofuseContext before) {
      if (entered) {
        RetrofuseTrace.leave(before);
      }
    }
  }
}
