package dev.retrofuse.instrumentation.okhttp;

import static dev.retrofuse.weaving.MethodMatch.method;

import dev.retrofuse.weaving.LibraryInstrumentation;
import dev.retrofuse.weaving.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/**
 * Every call, waited for or not, goes through a chain of interceptors on one thread. It is guarded
 * where the application's own end and OkHttp's begin, as if by a last one of the application's.
 */
public final class OkHttpInstrumentation implements LibraryInstrumentation {
  private static final String PACKAGE = "dev.retrofuse.instrumentation.okhttp.";

  @Override
  public String name() {
    return "okhttp";
  }

  @Override
  public List<TypeInstrumentation> types() {
    return Arrays.asList(
        TypeInstrumentation.named("okhttp3.internal.http.RealInterceptorChain")
            .advise(
                PACKAGE + "ProceedAdvice",
                method("proceed", "(Lokhttp3/Request;)Lokhttp3/Response;")),
        TypeInstrumentation.named("okhttp3.internal.http.CallServerInterceptor")
            .advise(PACKAGE + "SentAdvice", method("intercept", "(Lokhttp3/Interceptor$Chain;)")),
        TypeInstrumentation.named(
                "okhttp3.RealCall$AsyncCall", "okhttp3.internal.connection.RealCall$AsyncCall")
            .advise(PACKAGE + "EnqueueAdvice", method("<init>", "("))
            .advise(PACKAGE + "RunAdvice", method("execute", "()"), method("run", "()")));
  }
}
