package dev.retrofuse.instrumentation.javahttpclient;

import static dev.retrofuse.weaving.MethodMatch.method;

import dev.retrofuse.weaving.LibraryInstrumentation;
import dev.retrofuse.weaving.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/**
 * {@code send} and both forms of {@code sendAsync} end in one private method; there the request is
 * copied once, which is where trace headers can be added without changing the application's.
 */
public final class JavaHttpClientInstrumentation implements LibraryInstrumentation {
  private static final String PACKAGE = "dev.retrofuse.instrumentation.javahttpclient.";

  @Override
  public String name() {
    return "java-http-client";
  }

  @Override
  public List<TypeInstrumentation> types() {
    return Arrays.asList(
        TypeInstrumentation.named("jdk.internal.net.http.HttpClientImpl")
            .advise(
                PACKAGE + "SendAdvice",
                method(
                    "sendAsync",
                    "(Ljava/net/http/HttpRequest;Ljava/net/http/HttpResponse$BodyHandler;"
                        + "Ljava/net/http/HttpResponse$PushPromiseHandler;"
                        + "Ljava/util/concurrent/Executor;)")),
        TypeInstrumentation.named("jdk.internal.net.http.HttpRequestImpl")
            .advise(
                PACKAGE + "RequestCopyAdvice",
                method("<init>", "(Ljava/net/http/HttpRequest;Ljava/net/ProxySelector;)")));
  }
}
