package dev.retrofuse.instrumentation.httpserver;

import static dev.retrofuse.weaving.MethodMatch.method;

import dev.retrofuse.weaving.LibraryInstrumentation;
import dev.retrofuse.weaving.TypeInstrumentation;
import java.util.Collections;
import java.util.List;

/**
 * Every exchange enters the application through the outermost {@code Filter.Chain}, also when there
 * is no filter, and in every server behind this API; JDK 8 to 26 alike.
 */
public final class HttpServerInstrumentation implements LibraryInstrumentation {
  private static final String ADVICE = "dev.retrofuse.instrumentation.httpserver.FilterChainAdvice";

  public HttpServerInstrumentation() {}

  @Override
  public String name() {
    return "jdk-httpserver";
  }

  @Override
  public List<TypeInstrumentation> types() {
    return Collections.singletonList(
        TypeInstrumentation.named("com.sun.net.httpserver.Filter$Chain")
            .advise(ADVICE, method("doFilter", "(Lcom/sun/net/httpserver/HttpExchange;)")));
  }
}
